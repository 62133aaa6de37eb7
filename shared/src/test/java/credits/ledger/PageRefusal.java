package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.local.aws.interception.DynamoInterceptor;
import credits.local.aws.interception.InterceptedDynamo;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// The table as a role sees it that may not put pages of the ID index.
public final class PageRefusal implements DynamoInterceptor {
    private static final String PAGE_PREFIX = TableKeys.indexPageSort(0).substring(0, 2);

    private int refusedPuts;

    /// Returns a client of `dynamo` that may not put pages.
    public static DynamoDbClient of(DynamoDbClient dynamo) {
        return new InterceptedDynamo(dynamo, new PageRefusal());
    }

    int refusedPuts() {
        return refusedPuts;
    }

    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        if (!(request instanceof PutItemRequest put) || !isPage(put)) return call.get();
        refusedPuts++;
        throw DynamoDbException.builder()
                .statusCode(400)
                .message("not authorized to perform: dynamodb:PutItem")
                .build();
    }

    private static boolean isPage(PutItemRequest put) {
        return requireNonNull(put.item().get(TableKeys.SORT_KEY)).s().startsWith(PAGE_PREFIX);
    }
}

package credits.ledger;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.local.aws.interception.DynamoInterceptor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/// The partition of one account accepts a limited number of calls.
public final class ThrottledPartition implements DynamoInterceptor {
    private final String partition;
    private int remainingCalls;
    private int throttledCalls;

    /// Accepts no call at first.
    public ThrottledPartition(OrganisationId organisation) {
        partition = "=AttributeValue(S=" + TableKeys.accountPartition(organisation) + ")";
    }

    /// Accepts this many calls from now on.
    public void allowCalls(int calls) {
        remainingCalls = calls;
    }

    public int throttledCalls() {
        return throttledCalls;
    }

    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        if (!request.toString().contains(partition) || remainingCalls-- > 0) return call.get();
        remainingCalls = 0;
        throttledCalls++;
        throw ProvisionedThroughputExceededException.builder()
                .message("the partition is hot")
                .build();
    }
}

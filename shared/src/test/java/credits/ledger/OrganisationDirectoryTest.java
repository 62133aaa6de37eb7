package credits.ledger;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.ledger.DynamoDbFixture.DYNAMO;
import static credits.ledger.DynamoDbFixture.TABLE_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.identity.OrganisationId;
import credits.local.aws.interception.DynamoInterceptor;
import credits.local.aws.interception.InterceptedDynamo;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

class OrganisationDirectoryTest {
    private static final OrganisationId ORGANISATION = new OrganisationId("listed");

    @Test
    void an_organisation_is_listed_even_if_the_function_crashes_right_after_its_first_segment() {
        var crashing = DynamoDbFixture.ledgerWith(new InterceptedDynamo(DYNAMO, new CrashAfterSegment()));

        assertThatThrownBy(() -> crashing.commit(ORGANISATION, adjustment("1", NOON)))
                .hasMessage("crash");

        assertThat(new SegmentStore(DYNAMO, TABLE_NAME).findHead(ORGANISATION)).isPresent();
        assertThat(new OrganisationDirectory(DYNAMO, TABLE_NAME).listAll(fault -> {
                    throw fault;
                }))
                .contains(ORGANISATION);
    }

    /// Crashes as soon as the first segment of the organisation is stored.
    private static final class CrashAfterSegment implements DynamoInterceptor {
        @Override
        public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
            var response = call.get();
            if (isStored()) throw new IllegalStateException("crash");
            return response;
        }

        private static boolean isStored() {
            return new SegmentStore(DYNAMO, TABLE_NAME).findHead(ORGANISATION).isPresent();
        }
    }
}

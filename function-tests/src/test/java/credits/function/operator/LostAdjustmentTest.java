package credits.function.operator;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.TestRequest;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.interception.DynamoInterceptor;
import credits.local.aws.interception.InterceptedDynamo;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// Adjustments by an operator when the store's response is lost.
class LostAdjustmentTest {
    private static final OrganisationId ORGANISATION = new OrganisationId("lost_adjustment");

    /// Aico 2026-09: the key was optional, so its unique index did not apply, and credits that had been granted were
    /// reported as a failure. Here an adjustment needs a key, and a retry with that key reports that it was made.
    @Test
    void incident_an_adjustment_with_a_lost_response_is_made_once() {
        var key = TestData.newIdAt(NOON).toString();
        var unheard = new OperatorFixture(
                DynamoDbFixture.ledgerWith(new InterceptedDynamo(DynamoDbFixture.DYNAMO, new LostResponses())));
        var operator = new OperatorFixture();

        var keyless = operator.call(request());
        var lost = unheard.call(request().withHeader("idempotency-key", key));
        var again = operator.call(request().withHeader("idempotency-key", key));

        assertThat(keyless.status()).isEqualTo(400);
        assertThat(lost.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(DynamoDbFixture.accountQueries()
                        .currentAccount(ORGANISATION, NOON)
                        .balance())
                .hasToString("5.00");
    }

    private static TestRequest request() {
        return TestRequest.of("POST /v1/adjustments", "", NOON)
                .signedInAs("platform", "[support]")
                .withJson("{\"organisation\":\"%s\",\"amount\":\"5.00\",\"reason\":\"Goodwill\",\"create\":true}"
                        .formatted(ORGANISATION));
    }

    /// No response arrives from the put of a segment on.
    private static final class LostResponses implements DynamoInterceptor {
        private boolean isBroken;

        @Override
        public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
            if (request instanceof TransactWriteItemsRequest) isBroken = true;
            var response = call.get();
            if (isBroken) throw SdkClientException.create("time-out");
            return response;
        }
    }
}

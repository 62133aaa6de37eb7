package credits.function.operator;

import static credits.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Given;
import credits.Request;
import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Adjustments by an operator when the store's response is lost.
class LostAdjustmentTest {
    private static final OrganisationId ORGANISATION = new OrganisationId("lost_adjustment");

    /// Aico 2026-09: the key was optional, so its unique index did not apply, and credits that had been granted were
    /// reported as a failure. Here an adjustment needs a key, and a retry with that key reports that it was made.
    @Test
    void museum_credits_that_were_given_though_nobody_heard_are_given_once() {
        var key = Given.idMadeAt(NOON).toString();
        var unheard = new Platform(LocalTable.ledgerOn(new Unheard()));
        var platform = new Platform();

        var keyless = platform.call(request());
        var lost = unheard.call(request().header("idempotency-key", key));
        var again = platform.call(request().header("idempotency-key", key));

        assertThat(keyless.status()).isEqualTo(400);
        assertThat(lost.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(LocalTable.statements().current(ORGANISATION, NOON).balance())
                .hasToString("5.00");
    }

    private static Request request() {
        return Request.of("POST /v1/adjustments", "", NOON)
                .by("platform", "[support]")
                .json("{\"organisation\":\"%s\",\"amount\":\"5.00\",\"reason\":\"Goodwill\"}".formatted(ORGANISATION));
    }

    /// A client that fails once a segment has arrived, so that the response is lost.
    private static final class Unheard implements DynamoDbClient {
        private boolean broken;

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            broken = String.valueOf(request.item().get("p")).contains("O#");
            return heard(LocalTable.DYNAMO.putItem(request));
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            return heard(LocalTable.DYNAMO.query(request));
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return heard(LocalTable.DYNAMO.getItem(request));
        }

        private <T> T heard(T answer) {
            if (broken) throw SdkClientException.create("time-out");
            return answer;
        }

        @Override
        public String serviceName() {
            return "unheard";
        }

        @Override
        public void close() {}
    }
}

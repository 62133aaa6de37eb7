package credits.function.operator;

import static credits.TestData.NOON;
import static credits.TestData.newIdAt;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.ledger.DynamoDbFixture;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookDelivery;
import credits.webhook.WebhookDeliveryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An operator who may decide where events go, with a table of its own.
final class WebhooksFixture {
    /// What has been queued for the function that sends events.
    final List<WebhookDelivery> sent = new ArrayList<>();

    final Webhooks webhooks = newWebhooks();
    private final OperatorFixture operator = new OperatorFixture(webhooks);

    private Webhooks newWebhooks() {
        var dynamo = DynamoDbFixture.createTable();
        return new Webhooks(
                new EventEndpointStore(dynamo, DynamoDbFixture.TABLE_NAME),
                new WebhookDeliveryStore(dynamo, DynamoDbFixture.TABLE_NAME),
                sent::add);
    }

    HandlerResponse save(String endpoint, String body) {
        return call(
                TestRequest.of("PUT /v1/webhook_endpoints/{id}", endpoint, NOON).withJson(body));
    }

    HandlerResponse roll(String endpoint, String key, Instant at) {
        return call(TestRequest.of("POST /v1/webhook_endpoints/{id}/secrets", endpoint, at)
                .withHeader("idempotency-key", key));
    }

    /// Calls a route at noon, with a new key.
    HandlerResponse call(String route, String path) {
        return call(TestRequest.of(route, path, NOON)
                .withHeader("idempotency-key", newIdAt(NOON).toString()));
    }

    HandlerResponse call(TestRequest request) {
        return operator.call(request.signedInAs("platform", "[integration]"));
    }

    HandlerResponse listAs(String organisation, String roles) {
        return operator.call(
                TestRequest.of("GET /v1/webhook_endpoints", "", NOON).signedInAs(organisation, roles));
    }
}

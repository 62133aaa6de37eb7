package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.json.Json;
import credits.ledger.DynamoDbFixture;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The message that the deliver function queues when it switches off a webhook endpoint: see `DeliverHandlerTest`.
class EndpointOffEmailTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final FakeMailService mailService = new FakeMailService();
    private final HandlerInvoker notify =
            new HandlerInvoker(NotifyFixture.handler(DynamoDbFixture.DYNAMO, mailService, () -> NOON));

    @AfterEach
    void stop() {
        mailService.close();
    }

    @Test
    void the_operators_get_one_email_however_often_the_message_arrives() {
        var message = Json.object()
                .put("id", "webhook_endpoints/crm/" + NOON)
                .put("type", "webhook_endpoint.switched_off")
                .put("time", NOON)
                .put(
                        "data",
                        Json.object()
                                .put("endpoint", "crm")
                                .put("url", "https://crm.example.com/hooks")
                                .put("failing_at", "2026-11-22T12:00:00Z")
                                .build())
                .build();

        assertThat(NotifyFixture.failedIds(notify, Stream.of(message))).isEmpty();
        assertThat(NotifyFixture.failedIds(notify, Stream.of(message, message))).isEmpty();

        assertThat(mailService.recipients()).containsExactly("operations@example.com");
        assertThat(mailService
                        .accepted()
                        .getFirst()
                        .at("/Content/Simple/Body/Text/Data")
                        .asText())
                .contains("A webhook endpoint was switched off", "Endpoint: crm", "22 Nov 2026, 12:00 (UTC)");
    }
}

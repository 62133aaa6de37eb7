package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.json.Json;
import credits.ledger.DynamoDbFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Quarantined payments: the platform's operators are notified, and nobody else.
class QuarantineEmailTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final FakeMailService mailService = new FakeMailService();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final HandlerInvoker notify =
            new HandlerInvoker(NotifyFixture.handler(DynamoDbFixture.DYNAMO, mailService, () -> now));

    @AfterEach
    void stop() {
        mailService.close();
    }

    @Test
    void the_operator_gets_one_email_however_often_the_event_arrives() {
        var aside = quarantined();

        assertThat(failedIds(aside)).isEmpty();
        assertThat(failedIds(aside, aside)).isEmpty();
        now = now.plus(Duration.ofDays(3));
        assertThat(failedIds(aside)).isEmpty();

        assertThat(mailService.recipients()).containsExactly("operations@example.com");
        assertThat(mailService
                        .accepted()
                        .getFirst()
                        .at("/Content/Simple/Body/Text/Data")
                        .asText())
                .contains("A payment was quarantined", "Failed check: amount", "Reported by: evt_1");
    }

    @Test
    void every_quarantined_object_is_emailed() {
        assertThat(failedIds(quarantined(), quarantined())).isEmpty();

        assertThat(mailService.accepted()).hasSize(2);
    }

    @Test
    void the_email_waits_while_the_mail_service_is_down_and_is_sent_afterwards() {
        var aside = quarantined();
        mailService.rejectWith("", "InternalFailure");
        assertThat(failedIds(aside)).containsExactly("m0");
        now = now.plus(Duration.ofMinutes(6));

        mailService.recover();

        assertThat(failedIds(aside)).isEmpty();
        assertThat(mailService.recipients()).containsExactly("operations@example.com");
    }

    private List<String> failedIds(Json.JsonObject... events) {
        return NotifyFixture.failedIds(notify, Stream.of(events));
    }

    private static Json.JsonObject quarantined() {
        var object = "cs_test_" + NUMBERS.incrementAndGet();
        return Json.object()
                .put("id", "QUARANTINE#2026-11/" + object + "#amount")
                .put("type", "credits.payment.quarantined.v1")
                .put("time", "2026-11-22T11:59:00Z")
                .put(
                        "data",
                        Json.object()
                                .put("object", object)
                                .put("reason", "amount")
                                .put("event", "evt_1")
                                .build())
                .build();
    }
}

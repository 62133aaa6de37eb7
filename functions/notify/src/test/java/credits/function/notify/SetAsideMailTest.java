package credits.function.notify;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.ledger.LocalTable;
import credits.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Quarantined payments: the platform's operators are notified, and nobody else.
class SetAsideMailTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final MailService mail = new MailService();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Invocation notify = new Invocation(Desk.handler(LocalTable.DYNAMO, mail, () -> now));

    @AfterEach
    void stop() {
        mail.close();
    }

    @Test
    void the_operator_is_told_once_however_often_the_event_comes() {
        var aside = setAside();

        assertThat(again(aside)).isEmpty();
        assertThat(again(aside, aside)).isEmpty();
        now = now.plus(Duration.ofDays(3));
        assertThat(again(aside)).isEmpty();

        assertThat(mail.recipients()).containsExactly("operations@example.com");
        assertThat(mail.taken().getFirst().at("/Content/Simple/Body/Text/Data").asText())
                .contains("A payment was quarantined", "Failed check: amount", "Reported by: evt_1");
    }

    @Test
    void each_thing_that_is_set_aside_is_told() {
        assertThat(again(setAside(), setAside())).isEmpty();

        assertThat(mail.taken()).hasSize(2);
    }

    @Test
    void while_the_mail_service_is_down_it_waits_and_is_told_afterwards() {
        var aside = setAside();
        mail.fails("", "InternalFailure");
        assertThat(again(aside)).containsExactly("m0");
        now = now.plus(Duration.ofMinutes(6));

        mail.works();

        assertThat(again(aside)).isEmpty();
        assertThat(mail.recipients()).containsExactly("operations@example.com");
    }

    private List<String> again(Json.Members... events) {
        return Desk.failures(notify, Stream.of(events));
    }

    private static Json.Members setAside() {
        var object = "cs_test_" + NUMBERS.incrementAndGet();
        return Json.object()
                .put("id", "QUARANTINE#2026-11/" + object + "#amount")
                .put("type", "payment.quarantined")
                .put("time", "2026-11-22T11:59:00Z")
                .put(
                        "data",
                        Json.object()
                                .put("object", object)
                                .put("reason", "amount")
                                .put("event", "evt_1")
                                .end())
                .end();
    }
}

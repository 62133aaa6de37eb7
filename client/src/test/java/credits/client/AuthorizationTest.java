package credits.client;

import static credits.client.Asking.ACME;
import static credits.client.Asking.ASK;
import static credits.client.Asking.HELD;
import static credits.client.Asking.SETTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Server.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A hold is settled exactly once: captured, reported or released.
@Timeout(300)
class AuthorizationTest {
    // After any deadline, so that this response ends the retries.
    private static final Map<String, String> TOO_LATE = Map.of("Retry-After", "60");

    @RegisterExtension
    private final Asking asking = new Asking();

    private final Server server = asking.server();
    private Credits credits = asking.credits();

    @Test
    void each_intention_has_a_key_of_its_own() {
        server.answers(201, HELD);

        for (int i = 0; i < 3; i++) {
            try (var authorization = credits.authorize(ACME, ASK)) {
                var _ = authorization.capture(Quantity.of(1));
            }
        }

        assertThat(server.asked()).hasSize(6);
        assertThat(server.asked().stream().map(Asked::key).distinct()).hasSize(6);
    }

    @Test
    void work_that_says_what_it_used_is_captured_and_not_released() {
        server.answers(201, HELD).answers(200, SETTLED);

        try (var authorization = credits.authorize(ACME, ASK)) {
            assertThat(authorization.capture(Quantity.of("1000.5")).status()).isEqualTo("captured");
        }

        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().getLast().target()).isEqualTo("/v1/authorizations/aut_01K9XQ/capture");
        assertThat(server.asked().getLast().body()).isEqualTo("""
                {"organisation":"org_acme","quantity":"1000.5"}""");
    }

    @Test
    void work_that_fails_is_released_and_its_failure_goes_on() {
        server.answers(201, HELD).answers(200, SETTLED);

        assertThatThrownBy(() -> {
                    try (var _ = credits.authorize(ACME, ASK)) {
                        throw new IllegalStateException("the model is down");
                    }
                })
                .hasMessage("the model is down")
                .hasNoSuppressedExceptions();

        assertThat(server.asked().getLast().target()).isEqualTo("/v1/authorizations/aut_01K9XQ/release");
    }

    @Test
    void a_release_that_fails_disturbs_nothing() {
        server.answers(201, HELD).answers(500, "{}");

        var authorization = credits.authorize(ACME, ASK);
        authorization.close();

        assertThat(server.asked()).hasSizeGreaterThan(2);
    }

    @Test
    void an_undecided_capture_is_not_released_and_can_only_be_repeated() {
        server.answers(201, HELD)
                .answers(503, Map.of("Retry-After", "60"), "{}")
                .answers(200, SETTLED);

        var authorization = credits.authorize(ACME, ASK);
        assertThatThrownBy(() -> authorization.capture(Quantity.of(7))).isInstanceOf(NoAnswer.class);
        assertThatThrownBy(() -> authorization.capture(Quantity.of(8))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(authorization::release).isInstanceOf(IllegalStateException.class);
        authorization.close();
        assertThat(server.asked()).hasSize(2);

        assertThat(authorization.capture(Quantity.of(7)).status()).isEqualTo("captured");
        assertThat(server.asked().get(2)).isEqualTo(server.asked().get(1));
    }

    @Test
    void a_capture_that_was_refused_is_released_on_closing() {
        server.answers(201, HELD).answers(422, "{\"code\": \"invalid-amount\"}").answers(200, SETTLED);

        try (var authorization = credits.authorize(ACME, ASK)) {
            assertThatThrownBy(() -> authorization.capture(Quantity.of(7))).isInstanceOf(Rejected.class);
        }

        assertThat(server.asked().getLast().target()).endsWith("/release");
    }

    @Test
    void a_capture_after_one_that_was_refused_is_another_intention() {
        server.answers(201, HELD).answers(422, "{\"code\": \"invalid-amount\"}").answers(200, SETTLED);

        var authorization = credits.authorize(ACME, ASK);
        assertThatThrownBy(() -> authorization.capture(Quantity.of(70))).isInstanceOf(Rejected.class);

        assertThat(authorization.capture(Quantity.of(7)).status()).isEqualTo("captured");
        assertThat(server.asked().stream().map(Asked::key).distinct()).hasSize(3);
    }

    @Test
    void a_hold_that_is_settled_by_a_report_is_named_by_its_lines_and_not_released() throws InterruptedException {
        server.answers(201, HELD);
        var sink = new RecordingSink();

        try (var usage = Usage.to(sink, (_, _, _) -> {}, UsageSettings.of("/f"));
                var authorization = credits.authorize(ACME, ASK)) {
            authorization.report(
                    usage, List.of(Line.of("translation.document", Quantity.of(3)), Line.of("b", Quantity.of(1))));
            assertThatThrownBy(() -> authorization.capture(Quantity.of(1))).isInstanceOf(IllegalStateException.class);
            assertThat(usage.flush(Duration.ofSeconds(50))).isTrue();
        }

        assertThat(server.asked()).hasSize(1);
        assertThat(sink.taken()).hasSize(1);
        assertThat(WireFormatTest.understood(sink.taken().getFirst()).lines())
                .allMatch(line -> line.authorization().orElseThrow().value().equals("aut_01K9XQ"))
                .hasSize(2);
    }

    @Test
    void a_capture_whose_answer_was_lost_stays_undecided_whatever_is_said_of_the_token() {
        server.answers(201, HELD)
                .answers(503, "{}")
                .answers(401, TOO_LATE, "{}")
                .answers(401, TOO_LATE, "{}")
                .answers(200, SETTLED);

        var authorization = credits.authorize(ACME, ASK);
        assertThatThrownBy(() -> authorization.capture(Quantity.of(7))).isInstanceOf(NoAnswer.class);
        assertThatThrownBy(() -> authorization.capture(Quantity.of(7))).isInstanceOf(NoAnswer.class);

        assertThat(authorization.capture(Quantity.of(7)).status()).isEqualTo("captured");
        assertThat(server.asked().stream().skip(1).distinct()).hasSize(1);
    }

    @Test
    void a_release_whose_answer_was_lost_stays_undecided_whatever_is_said_of_the_token() {
        server.answers(201, HELD)
                .answers(503, TOO_LATE, "{}")
                .answers(401, TOO_LATE, "{}")
                .answers(200, SETTLED);

        var authorization = credits.authorize(ACME, ASK);
        assertThatThrownBy(authorization::release).isInstanceOf(NoAnswer.class);
        assertThatThrownBy(authorization::release).isInstanceOf(NoAnswer.class);
        authorization.close();

        assertThat(server.asked().stream().skip(1).distinct()).hasSize(1);
        assertThatThrownBy(authorization::release).hasMessageContaining("is settled");
    }

    @Test
    void work_that_is_interrupted_is_released_and_stays_interrupted() {
        server.answers(201, HELD).answers(200, SETTLED);

        try (var _ = credits.authorize(ACME, ASK)) {
            Thread.currentThread().interrupt();
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().getLast().target()).endsWith("/release");
    }

    @Test
    void a_token_that_cannot_be_had_any_more_does_not_hide_how_the_work_ended() {
        server.answers(201, HELD);
        var times = new AtomicInteger();
        credits = asking.credits(Patience.DEFAULT, () -> {
            if (times.incrementAndGet() > 1) throw new IllegalStateException("the identity provider is away");
            return "t0ken";
        });

        assertThatThrownBy(() -> {
                    try (var _ = credits.authorize(ACME, ASK)) {
                        throw new IllegalStateException("the model is down");
                    }
                })
                .hasMessage("the model is down")
                .hasNoSuppressedExceptions();
    }
}

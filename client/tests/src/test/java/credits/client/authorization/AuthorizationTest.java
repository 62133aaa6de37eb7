package credits.client.authorization;

import static credits.client.authorization.CreditsClientFixture.ACME;
import static credits.client.authorization.CreditsClientFixture.CAPTURED_AUTHORIZATION;
import static credits.client.authorization.CreditsClientFixture.OPEN_AUTHORIZATION;
import static credits.client.authorization.CreditsClientFixture.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.UsageQuantity;
import credits.client.authorization.FakeApiServer.ReceivedRequest;
import credits.client.usage.RecordingReportSink;
import credits.client.usage.ReportFormatTest;
import credits.client.usage.ReportLine;
import credits.client.usage.UsageReporter;
import credits.client.usage.UsageReporterSettings;
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
    private static final Map<String, String> RETRY_AFTER_DEADLINE = Map.of("Retry-After", "60");

    @RegisterExtension
    private final CreditsClientFixture fixture = new CreditsClientFixture();

    private final FakeApiServer server = fixture.server();
    private CreditsClient credits = fixture.client();

    @Test
    void each_operation_has_its_own_idempotency_key() {
        server.respondWith(201, OPEN_AUTHORIZATION);

        for (int i = 0; i < 3; i++) {
            try (var authorization = credits.authorize(ACME, REQUEST)) {
                var _ = authorization.capture(UsageQuantity.of(1));
            }
        }

        assertThat(server.requests()).hasSize(6);
        assertThat(server.requests().stream()
                        .map(ReceivedRequest::idempotencyKey)
                        .distinct())
                .hasSize(6);
    }

    @Test
    void captured_work_is_not_released() {
        server.respondWith(201, OPEN_AUTHORIZATION).respondWith(200, CAPTURED_AUTHORIZATION);

        try (var authorization = credits.authorize(ACME, REQUEST)) {
            assertThat(authorization.capture(UsageQuantity.of("1000.5")).state())
                    .isEqualTo("captured");
        }

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast().target()).isEqualTo("/v1/authorizations/aut_01K9XQ/capture");
        assertThat(server.requests().getLast().body()).isEqualTo("""
                {"organisation":"org_acme","quantity":"1000.5"}""");
    }

    @Test
    void failed_work_is_released_and_its_exception_propagates() {
        server.respondWith(201, OPEN_AUTHORIZATION).respondWith(200, CAPTURED_AUTHORIZATION);

        assertThatThrownBy(() -> {
                    try (var _ = credits.authorize(ACME, REQUEST)) {
                        throw new IllegalStateException("the model is down");
                    }
                })
                .hasMessage("the model is down")
                .hasNoSuppressedExceptions();

        assertThat(server.requests().getLast().target()).isEqualTo("/v1/authorizations/aut_01K9XQ/release");
    }

    @Test
    void a_failed_release_on_close_is_not_thrown() {
        server.respondWith(201, OPEN_AUTHORIZATION).respondWith(500, "{}");

        var authorization = credits.authorize(ACME, REQUEST);
        authorization.close();

        assertThat(server.requests()).hasSizeGreaterThan(2);
    }

    @Test
    void a_capture_with_an_unknown_outcome_is_not_released_and_can_only_be_repeated() {
        server.respondWith(201, OPEN_AUTHORIZATION)
                .respondWith(503, Map.of("Retry-After", "60"), "{}")
                .respondWith(200, CAPTURED_AUTHORIZATION);

        var authorization = credits.authorize(ACME, REQUEST);
        assertThatThrownBy(() -> authorization.capture(UsageQuantity.of(7)))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> authorization.capture(UsageQuantity.of(8))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(authorization::release).isInstanceOf(IllegalStateException.class);
        authorization.close();
        assertThat(server.requests()).hasSize(2);

        assertThat(authorization.capture(UsageQuantity.of(7)).state()).isEqualTo("captured");
        assertThat(server.requests().get(2)).isEqualTo(server.requests().get(1));
    }

    @Test
    void a_hold_whose_capture_was_rejected_is_released_on_close() {
        server.respondWith(201, OPEN_AUTHORIZATION)
                .respondWith(422, "{\"code\": \"invalid-amount\"}")
                .respondWith(200, CAPTURED_AUTHORIZATION);

        try (var authorization = credits.authorize(ACME, REQUEST)) {
            assertThatThrownBy(() -> authorization.capture(UsageQuantity.of(7)))
                    .isInstanceOf(RequestRejectedException.class);
        }

        assertThat(server.requests().getLast().target()).endsWith("/release");
    }

    @Test
    void a_capture_after_a_rejected_one_uses_a_new_idempotency_key() {
        server.respondWith(201, OPEN_AUTHORIZATION)
                .respondWith(422, "{\"code\": \"invalid-amount\"}")
                .respondWith(200, CAPTURED_AUTHORIZATION);

        var authorization = credits.authorize(ACME, REQUEST);
        assertThatThrownBy(() -> authorization.capture(UsageQuantity.of(70)))
                .isInstanceOf(RequestRejectedException.class);

        assertThat(authorization.capture(UsageQuantity.of(7)).state()).isEqualTo("captured");
        assertThat(server.requests().stream()
                        .map(ReceivedRequest::idempotencyKey)
                        .distinct())
                .hasSize(3);
    }

    @Test
    void a_hold_settled_by_a_report_is_named_by_its_lines_and_not_released() throws InterruptedException {
        server.respondWith(201, OPEN_AUTHORIZATION);
        var sink = new RecordingReportSink();

        try (var reporter = UsageReporter.start(sink, (_, _, _) -> {}, UsageReporterSettings.forSource("/f"));
                var authorization = credits.authorize(ACME, REQUEST)) {
            authorization.report(
                    reporter,
                    List.of(
                            ReportLine.of("translation.document", UsageQuantity.of(3)),
                            ReportLine.of("b", UsageQuantity.of(1))));
            assertThatThrownBy(() -> authorization.capture(UsageQuantity.of(1)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(reporter.flush(Duration.ofSeconds(50))).isTrue();
        }

        assertThat(server.requests()).hasSize(1);
        assertThat(sink.acceptedReports()).hasSize(1);
        assertThat(ReportFormatTest.parse(sink.acceptedReports().getFirst()).lines())
                .allMatch(line -> line.authorization().orElseThrow().value().equals("aut_01K9XQ"))
                .hasSize(2);
    }

    @Test
    void an_authentication_failure_does_not_decide_a_capture_whose_response_was_lost() {
        server.respondWith(201, OPEN_AUTHORIZATION)
                .respondWith(503, "{}")
                .respondWith(401, RETRY_AFTER_DEADLINE, "{}")
                .respondWith(401, RETRY_AFTER_DEADLINE, "{}")
                .respondWith(200, CAPTURED_AUTHORIZATION);

        var authorization = credits.authorize(ACME, REQUEST);
        assertThatThrownBy(() -> authorization.capture(UsageQuantity.of(7)))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(() -> authorization.capture(UsageQuantity.of(7)))
                .isInstanceOf(OutcomeUnknownException.class);

        assertThat(authorization.capture(UsageQuantity.of(7)).state()).isEqualTo("captured");
        assertThat(server.requests().stream().skip(1).distinct()).hasSize(1);
    }

    @Test
    void an_authentication_failure_does_not_decide_a_release_whose_response_was_lost() {
        server.respondWith(201, OPEN_AUTHORIZATION)
                .respondWith(503, RETRY_AFTER_DEADLINE, "{}")
                .respondWith(401, RETRY_AFTER_DEADLINE, "{}")
                .respondWith(200, CAPTURED_AUTHORIZATION);

        var authorization = credits.authorize(ACME, REQUEST);
        assertThatThrownBy(authorization::release).isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(authorization::release).isInstanceOf(OutcomeUnknownException.class);
        authorization.close();

        assertThat(server.requests().stream().skip(1).distinct()).hasSize(1);
        assertThatThrownBy(authorization::release).hasMessageContaining("is settled");
    }

    @Test
    void interrupted_work_is_released_and_its_thread_stays_interrupted() {
        server.respondWith(201, OPEN_AUTHORIZATION).respondWith(200, CAPTURED_AUTHORIZATION);

        try (var _ = credits.authorize(ACME, REQUEST)) {
            Thread.currentThread().interrupt();
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().getLast().target()).endsWith("/release");
    }

    @Test
    void a_missing_token_on_close_does_not_hide_the_exception_of_the_work() {
        server.respondWith(201, OPEN_AUTHORIZATION);
        var times = new AtomicInteger();
        credits = fixture.client(Timeouts.DEFAULT, () -> {
            if (times.incrementAndGet() > 1) throw new IllegalStateException("the identity provider is away");
            return "t0ken";
        });

        assertThatThrownBy(() -> {
                    try (var _ = credits.authorize(ACME, REQUEST)) {
                        throw new IllegalStateException("the model is down");
                    }
                })
                .hasMessage("the model is down")
                .hasNoSuppressedExceptions();
    }
}

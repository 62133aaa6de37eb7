package credits.client.authorization;

import static credits.client.authorization.CreditsClientFixture.ACME;
import static credits.client.authorization.CreditsClientFixture.OPEN_AUTHORIZATION;
import static credits.client.authorization.CreditsClientFixture.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.client.authorization.FakeApiServer.ReceivedRequest;
import credits.http.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests without a final answer, and what a later response may decide.
@Timeout(300)
class OutcomeUnknownTest {
    // The problems that the service returns only after it has looked up the key.
    private static final Set<Problem.ProblemType> KEY_SPECIFIC_PROBLEMS = Set.of(
            Problem.ProblemType.INSUFFICIENT_CREDITS,
            Problem.ProblemType.SPENDING_LIMIT_REACHED,
            Problem.ProblemType.TOO_MANY_AUTHORIZATIONS,
            Problem.ProblemType.AUTHORIZATION_SETTLED,
            Problem.ProblemType.AUTHORIZATION_EXPIRED,
            Problem.ProblemType.UNPRICED_OPERATION,
            Problem.ProblemType.IDEMPOTENCY_CONFLICT,
            Problem.ProblemType.NOT_FOUND);

    @RegisterExtension
    private final CreditsClientFixture fixture = new CreditsClientFixture();

    private final FakeApiServer server = fixture.server();
    private CreditsClient credits = fixture.client();

    @ParameterizedTest
    @CsvSource({"408, 1", "429, 1", "503, 2", "500, 0", "502, 0", "504, 0"})
    void an_undecided_response_is_retried_with_the_same_key_after_retry_after(int status, int seconds) {
        server.respondWith(status, Map.of("Retry-After", Integer.toString(seconds)), "{}")
                .respondWith(201, OPEN_AUTHORIZATION);

        var authorization = credits.authorize(ACME, REQUEST);

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().stream().distinct()).hasSize(1);
        assertThat(fixture.delays()).hasSize(1).allMatch(pause -> pause.compareTo(Duration.ofSeconds(seconds)) >= 0);
    }

    @Test
    void a_timeout_after_the_commit_is_retried_and_gets_the_original_result() {
        credits = fixture.clientThatTimesOut(2);
        server.neverRespond()
                .respondHalfway()
                .respondWith(201, Map.of("Idempotency-Replayed", "true"), OPEN_AUTHORIZATION);

        var authorization = credits.authorize(ACME, REQUEST);

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().stream()
                        .map(ReceivedRequest::idempotencyKey)
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"id\": 7, \"status\": \"open\"}",
                "{\"id\": \"../x\", \"status\": \"open\"}",
                "{\"id\": \"aut_1\", \"status\": \"open\"} yes",
                "{\"id\": \"aut_1\", \"id\": \"aut_2\", \"status\": \"open\"}",
                "{\"id\": \"aut_1\", \"status\": \"open\", \"held\": \"1E+200000000\"}"
            })
    void an_unreadable_response_never_authorizes(String garbage) {
        server.respondWith(201, garbage);

        var outcomeUnknown =
                catchThrowableOfType(OutcomeUnknownException.class, () -> credits.authorize(ACME, REQUEST));

        assertThat(outcomeUnknown).hasMessageStartingWith("Not authorized: no final answer in time");
        assertThat(outcomeUnknown.idempotencyKey())
                .contains(server.requests().getFirst().idempotencyKey());
        assertThat(server.requests()).hasSizeGreaterThan(3);
        assertThat(server.requests().stream().distinct()).hasSize(1);
        assertThat(fixture.totalDelay()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void an_oversized_response_never_authorizes() {
        server.respondWith(201, OPEN_AUTHORIZATION + " ".repeat(300 * 1024));

        assertThatThrownBy(() -> credits.authorize(ACME, REQUEST)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void an_unreachable_service_is_reported_with_its_cause() {
        server.close();

        var outcomeUnknown =
                catchThrowableOfType(OutcomeUnknownException.class, () -> credits.authorize(ACME, REQUEST));

        assertThat(outcomeUnknown.statusCode()).isZero();
        assertThat(outcomeUnknown.code()).isEqualTo("no-answer");
        assertThat(outcomeUnknown).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void a_delay_beyond_the_deadline_is_not_started() {
        server.respondWith(503, Map.of("Retry-After", "60"), "{\"code\": \"temporarily-unavailable\"}");

        var outcomeUnknown =
                catchThrowableOfType(OutcomeUnknownException.class, () -> credits.authorize(ACME, REQUEST));

        assertThat(outcomeUnknown.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(outcomeUnknown.code()).isEqualTo("temporarily-unavailable");
        assertThat(fixture.delays()).isEmpty();
    }

    @Test
    void an_attempt_never_outlasts_the_call() {
        var attempts = new ArrayList<Duration>();
        credits = fixture.clientWithoutResponses(new Timeouts(Duration.ofSeconds(4), Duration.ofSeconds(10)), attempts);

        assertThatThrownBy(() -> credits.authorize(ACME, REQUEST)).isInstanceOf(OutcomeUnknownException.class);

        assertThat(attempts).startsWith(Duration.ofSeconds(4), Duration.ofSeconds(4));
        assertThat(attempts).hasSizeGreaterThan(2);
        assertThat(fixture.totalDelay()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sun, 22 Nov 2026 12:00:00 GMT", "-1", "1.5", "", "99999999999999999999"})
    void a_Retry_After_that_is_not_a_number_of_seconds_is_ignored(String text) {
        server.respondWith(503, Map.of("Retry-After", text), "{}").respondWith(201, OPEN_AUTHORIZATION);

        assertThat(credits.authorize(ACME, REQUEST).id()).isEqualTo("aut_01K9XQ");
        assertThat(fixture.delays()).hasSize(1).allMatch(pause -> pause.compareTo(Duration.ofMillis(100)) < 0);
    }

    @Test
    void a_call_with_an_unknown_outcome_can_be_repeated_with_its_key() {
        server.respondWith(503, Map.of("Retry-After", "60"), "{}").respondWith(201, OPEN_AUTHORIZATION);
        var outcomeUnknown =
                catchThrowableOfType(OutcomeUnknownException.class, () -> credits.authorize(ACME, REQUEST));

        var authorization = credits.authorize(
                ACME, REQUEST.idempotencyKey(outcomeUnknown.idempotencyKey().orElseThrow()));

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.requests().stream()
                        .map(ReceivedRequest::idempotencyKey)
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_lost_response_only_key_specific_problems_decide(Problem.ProblemType type) {
        server.respondWith(503, "{}").respondWith(type.status(), "{\"code\": \"%s\"}".formatted(type.code()));

        var no = catchThrowableOfType(AuthorizationException.class, () -> credits.debit(ACME, REQUEST));

        assertThat(no).isInstanceOf(expected(type));
        assertThat(no.code()).isEqualTo(type.code());
        assertThat(server.requests().stream().distinct()).hasSize(1);
    }

    private static Class<? extends AuthorizationException> expected(Problem.ProblemType type) {
        if (!KEY_SPECIFIC_PROBLEMS.contains(type)) return OutcomeUnknownException.class;
        boolean money =
                type == Problem.ProblemType.INSUFFICIENT_CREDITS || type == Problem.ProblemType.SPENDING_LIMIT_REACHED;
        return money ? QuotaExceededException.class : RequestRejectedException.class;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            302 | <html>
            401 | {"message": "Unauthorized"}
            402 | <html>
            403 | {"message": "Forbidden"}
            404 | {"message": "Not Found"}
            """)
    void after_a_lost_response_errors_of_intermediaries_do_not_decide(int status, String body) {
        server.respondWith(503, "{}").respondWith(status, body);

        var outcomeUnknown = catchThrowableOfType(OutcomeUnknownException.class, () -> credits.debit(ACME, REQUEST));

        assertThat(outcomeUnknown.statusCode()).isEqualTo(status);
        assertThat(outcomeUnknown.idempotencyKey())
                .contains(server.requests().getFirst().idempotencyKey());
    }

    @Test
    void a_debit_whose_response_was_lost_gets_the_original_result_once_its_token_is_renewed() {
        server.respondWith(503, "{}")
                .respondWith(401, "{\"message\": \"Unauthorized\"}")
                .respondWith(201, OPEN_AUTHORIZATION);

        var status = credits.debit(ACME, REQUEST);

        assertThat(status.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.requests().stream().distinct()).hasSize(1);
    }

    @Test
    void an_authentication_failure_does_not_decide_a_call_that_reuses_a_key() {
        server.respondWith(401, "{}");

        var outcomeUnknown = catchThrowableOfType(
                OutcomeUnknownException.class, () -> credits.debit(ACME, REQUEST.idempotencyKey("01K9XQ0000")));

        assertThat(outcomeUnknown.idempotencyKey()).contains("01K9XQ0000");
    }

    @Test
    void a_quota_check_has_no_effect_and_is_decided_by_any_rejection() {
        server.respondWith(503, "{}").respondWith(401, "{}");

        assertThatThrownBy(() -> credits.checkQuota(ACME)).isInstanceOf(RequestRejectedException.class);
        assertThat(server.requests()).hasSize(2);
    }
}

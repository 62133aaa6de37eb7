package credits.client;

import static credits.client.Asking.ACME;
import static credits.client.Asking.ASK;
import static credits.client.Asking.HELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.client.Server.Asked;
import credits.wire.Problem;
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
class UndecidedTest {
    // The problems that the service returns only after it has looked up the key.
    private static final Set<Problem.Kind> SAID_OF_THE_KEY = Set.of(
            Problem.Kind.INSUFFICIENT_CREDITS,
            Problem.Kind.SPENDING_LIMIT_REACHED,
            Problem.Kind.TOO_MANY_AUTHORIZATIONS,
            Problem.Kind.AUTHORIZATION_SETTLED,
            Problem.Kind.AUTHORIZATION_EXPIRED,
            Problem.Kind.UNPRICED_OPERATION,
            Problem.Kind.IDEMPOTENCY_CONFLICT,
            Problem.Kind.NOT_FOUND);

    @RegisterExtension
    private final Asking asking = new Asking();

    private final Server server = asking.server();
    private Credits credits = asking.credits();

    @ParameterizedTest
    @CsvSource({"408, 1", "429, 1", "503, 2", "500, 0", "502, 0", "504, 0"})
    void what_decides_nothing_is_repeated_under_the_same_key_after_the_time_asked_for(int status, int seconds) {
        server.answers(status, Map.of("Retry-After", Integer.toString(seconds)), "{}")
                .answers(201, HELD);

        var authorization = credits.authorize(ACME, ASK);

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().stream().distinct()).hasSize(1);
        assertThat(asking.pauses()).hasSize(1).allMatch(pause -> pause.compareTo(Duration.ofSeconds(seconds)) >= 0);
    }

    @Test
    void a_time_out_after_the_service_committed_is_repeated_and_hears_the_answer() {
        credits = asking.impatient(2);
        server.staysSilent().stopsHalfway().answers(201, Map.of("Idempotency-Replayed", "true"), HELD);

        var authorization = credits.authorize(ACME, ASK);

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.asked()).hasSize(3);
        assertThat(server.asked().stream().map(Asked::key).distinct()).hasSize(1);
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
    void garbage_is_no_yes(String garbage) {
        server.answers(201, garbage);

        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.authorize(ACME, ASK));

        assertThat(noAnswer).hasMessageStartingWith("Not authorized: no final answer in time");
        assertThat(noAnswer.key()).contains(server.asked().getFirst().key());
        assertThat(server.asked()).hasSizeGreaterThan(3);
        assertThat(server.asked().stream().distinct()).hasSize(1);
        assertThat(asking.waited()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void an_answer_that_is_larger_than_any_of_the_service_is_no_yes() {
        server.answers(201, HELD + " ".repeat(300 * 1024));

        assertThatThrownBy(() -> credits.authorize(ACME, ASK)).isInstanceOf(NoAnswer.class);
    }

    @Test
    void a_service_that_is_not_there_is_a_no_that_says_so() {
        server.close();

        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.authorize(ACME, ASK));

        assertThat(noAnswer.status()).isZero();
        assertThat(noAnswer.code()).isEqualTo("no-answer");
        assertThat(noAnswer).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void a_wait_that_outlasts_the_deadline_is_not_begun() {
        server.answers(503, Map.of("Retry-After", "60"), "{\"code\": \"temporarily-unavailable\"}");

        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.authorize(ACME, ASK));

        assertThat(noAnswer.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(noAnswer.code()).isEqualTo("temporarily-unavailable");
        assertThat(asking.pauses()).isEmpty();
    }

    @Test
    void an_attempt_takes_no_longer_than_is_left_of_the_call() {
        var attempts = new ArrayList<Duration>();
        credits = asking.withoutAnswer(new Patience(Duration.ofSeconds(4), Duration.ofSeconds(10)), attempts);

        assertThatThrownBy(() -> credits.authorize(ACME, ASK)).isInstanceOf(NoAnswer.class);

        assertThat(attempts).startsWith(Duration.ofSeconds(4), Duration.ofSeconds(4));
        assertThat(attempts).hasSizeGreaterThan(2);
        assertThat(asking.waited()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sun, 22 Nov 2026 12:00:00 GMT", "-1", "1.5", "", "99999999999999999999"})
    void a_Retry_After_that_is_no_number_of_seconds_is_as_good_as_none(String text) {
        server.answers(503, Map.of("Retry-After", text), "{}").answers(201, HELD);

        assertThat(credits.authorize(ACME, ASK).id()).isEqualTo("aut_01K9XQ");
        assertThat(asking.pauses()).hasSize(1).allMatch(pause -> pause.compareTo(Duration.ofMillis(100)) < 0);
    }

    @Test
    void a_call_whose_answer_never_came_is_made_again_under_its_key() {
        server.answers(503, Map.of("Retry-After", "60"), "{}").answers(201, HELD);
        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.authorize(ACME, ASK));

        var authorization = credits.authorize(ACME, ASK.key(noAnswer.key().orElseThrow()));

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.asked().stream().map(Asked::key).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_lost_answer_only_what_is_said_of_the_key_decides(Problem.Kind kind) {
        server.answers(503, "{}").answers(kind.status(), "{\"code\": \"%s\"}".formatted(kind.code()));

        var no = catchThrowableOfType(NotAuthorized.class, () -> credits.debit(ACME, ASK));

        assertThat(no).isInstanceOf(expected(kind));
        assertThat(no.code()).isEqualTo(kind.code());
        assertThat(server.asked().stream().distinct()).hasSize(1);
    }

    private static Class<? extends NotAuthorized> expected(Problem.Kind kind) {
        if (!SAID_OF_THE_KEY.contains(kind)) return NoAnswer.class;
        boolean money = kind == Problem.Kind.INSUFFICIENT_CREDITS || kind == Problem.Kind.SPENDING_LIMIT_REACHED;
        return money ? Refused.class : Rejected.class;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            302 | <html>
            401 | {"message": "Unauthorized"}
            402 | <html>
            403 | {"message": "Forbidden"}
            404 | {"message": "Not Found"}
            """)
    void after_a_lost_answer_nothing_that_others_than_the_service_say_decides(int status, String body) {
        server.answers(503, "{}").answers(status, body);

        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.debit(ACME, ASK));

        assertThat(noAnswer.status()).isEqualTo(status);
        assertThat(noAnswer.key()).contains(server.asked().getFirst().key());
    }

    @Test
    void a_debit_whose_answer_was_lost_hears_the_truth_when_its_token_is_renewed() {
        server.answers(503, "{}")
                .answers(401, "{\"message\": \"Unauthorized\"}")
                .answers(201, HELD);

        var standing = credits.debit(ACME, ASK);

        assertThat(standing.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.asked().stream().distinct()).hasSize(1);
    }

    @Test
    void a_call_under_the_key_of_an_earlier_one_is_not_decided_by_its_token() {
        server.answers(401, "{}");

        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.debit(ACME, ASK.key("01K9XQ0000")));

        assertThat(noAnswer.key()).contains("01K9XQ0000");
    }

    @Test
    void a_question_has_no_effect_and_is_decided_by_any_no() {
        server.answers(503, "{}").answers(401, "{}");

        assertThatThrownBy(() -> credits.quota(ACME)).isInstanceOf(Rejected.class);
        assertThat(server.asked()).hasSize(2);
    }
}

package credits.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.client.Server.Asked;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Asking over HTTP, against answers as the contract writes them and against every way in which there is none.
/// Pauses pass on a clock of the test's own.
@Timeout(60)
class CreditsTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final Ask ASK = Ask.of("translation.document", Quantity.of(1250));
    private static final String HELD = """
            {"id": "aut_01K9XQ", "status": "open", "held": "2.25", "expires_at": "2026-11-22T12:15:00Z",
             "balance": "212.34", "available": "210.09", "remaining": null, "added": {"later": [1, true]}}""";
    private static final String SETTLED = """
            {"id": "aut_01K9XQ", "status": "captured", "held": "0.00", "expires_at": null,
             "balance": "211.34", "available": "211.34", "remaining": "55.90"}""";
    private static final String LIMIT_REACHED = """
            {"type": "urn:credits:problems:spending-limit-reached", "title": "…", "status": 403, "detail": "…",
             "code": "spending-limit-reached", "instance": "JKJaXmPLvHcESHA=",
             "blockers": [
               {"cause": "spending_limit_reached", "allowed_limit": "150.00", "used": "149.00", "held": "0.50",
                "remaining": "0.50", "resets_at": "2026-11-30T23:00:00Z", "limits_url": "https://a.example/limits"},
               {"cause": "insufficient_credits", "required": "2.25", "available": "1.25", "shortfall": "1.000000001",
                "top_up_url": "https://a.example/top-up"}],
             "largest_quantity": "277.777777", "quota_url": "https://a.example/usage"}""";
    private static final String NO_CREDITS = """
            {"code": "insufficient-credits", "status": 402, "instance": "x", "blockers":
             [{"cause": "insufficient_credits", "required": "2", "available": "1", "shortfall": "1"}]}""";

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private Server server;
    private Credits credits;

    @BeforeEach
    void start() throws IOException {
        server = new Server();
        credits = credits(new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Credits credits(Patience patience) {
        var transport = new HttpTransport(server.endpoint(), () -> "t0ken", HttpClient.newHttpClient());
        var random = new SplittableRandom(7);
        var calls = new Calls(transport, patience, random, nanos::get, this::pause);
        return new Credits(calls, new Ulids(random), new ManualClock());
    }

    private void pause(Duration time) {
        pauses.add(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void an_authorization_is_asked_for_as_the_contract_writes_it() {
        server.answers(201, HELD);

        var authorization = credits.authorize(
                ACME, ASK.member("usr_giulia").reference("doc-42").expiresIn(Duration.ofMinutes(5)));

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        var standing = authorization.standing();
        assertThat(standing.held()).contains(new BigDecimal("2.25"));
        assertThat(standing.expiresAt()).contains(Instant.parse("2026-11-22T12:15:00Z"));
        assertThat(standing.available()).contains(new BigDecimal("210.09"));
        assertThat(standing.remaining()).isEmpty();
        var asked = server.asked().getFirst();
        assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /v1/authorizations");
        assertThat(asked.authorization()).isEqualTo("Bearer t0ken");
        assertThat(asked.key()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
        assertThat(asked.body()).isEqualTo("""
                {"organisation":"org_acme","operation":"translation.document","quantity":"1250","expires_in":300,\
                "capture":false,"member":"usr_giulia","reference":"doc-42"}""");
    }

    @Test
    void a_debit_captures_at_once_and_holds_nothing() {
        server.answers(201, SETTLED);

        var standing = credits.debit(ACME, ASK);

        assertThat(standing.status()).isEqualTo("captured");
        assertThat(server.asked().getFirst().body()).isEqualTo("""
                {"organisation":"org_acme","operation":"translation.document","quantity":"1250","capture":true}""");
    }

    @Test
    void a_refusal_carries_all_that_stands_in_the_way() {
        server.answers(403, LIMIT_REACHED);

        var refused = catchThrowableOfType(Refused.class, () -> credits.authorize(ACME, ASK));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("spending-limit-reached");
        assertThat(refused.instance()).isEqualTo("JKJaXmPLvHcESHA=");
        assertThat(refused.largestQuantity()).contains(new BigDecimal("277.777777"));
        assertThat(refused.quotaUrl()).contains("https://a.example/usage");
        assertThat(refused.retryAfter()).isEmpty();
        var limit = refused.blockers().getFirst();
        assertThat(limit.cause()).isEqualTo("spending_limit_reached");
        assertThat(limit.allowedLimit()).contains(new BigDecimal("150.00"));
        assertThat(limit.used()).contains(new BigDecimal("149.00"));
        assertThat(limit.held()).contains(new BigDecimal("0.50"));
        assertThat(limit.remaining()).contains(new BigDecimal("0.50"));
        assertThat(limit.resetsAt()).contains(Instant.parse("2026-11-30T23:00:00Z"));
        assertThat(limit.limitsUrl()).contains("https://a.example/limits");
        var balance = refused.blockers().getLast();
        assertThat(balance.required()).contains(new BigDecimal("2.25"));
        assertThat(balance.available()).contains(new BigDecimal("1.25"));
        assertThat(balance.shortfall()).contains(new BigDecimal("1.000000001"));
        assertThat(balance.topUpUrl()).contains("https://a.example/top-up");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void a_refusal_because_of_holds_says_when_to_ask_anew_and_is_not_repeated() {
        server.answers(402, Map.of("Retry-After", "30"), NO_CREDITS);

        var refused = catchThrowableOfType(Refused.class, () -> credits.authorize(ACME, ASK));

        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | permission-required       | permission | usage:authorize
            409 | too-many-authorizations   | maximum    | 128
            409 | authorization-settled     | state      | captured
            410 | authorization-expired     | state      | expired
            422 | unpriced-operation        | operation  | none.such
            400 | invalid-request           | title      | bad
            """)
    void another_no_is_typed_carries_its_fields_and_is_not_repeated(
            int status, String code, String name, String value) {
        server.answers(status, "{\"code\": \"%s\", \"%s\": \"%s\"}".formatted(code, name, value));

        var rejected = catchThrowableOfType(Rejected.class, () -> credits.authorize(ACME, ASK));

        assertThat(rejected.status()).isEqualTo(status);
        assertThat(rejected.code()).isEqualTo(code);
        assertThat(rejected.members()).containsEntry(name, value);
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 302})
    void no_without_a_problem_is_still_no(int status) {
        server.answers(status, "<html>");

        assertThatThrownBy(() -> credits.authorize(ACME, ASK)).isInstanceOf(NotAuthorized.class);
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"429, 1", "503, 2", "500, 0", "502, 0", "504, 0"})
    void what_decides_nothing_is_repeated_under_the_same_key_after_the_time_asked_for(int status, int seconds) {
        server.answers(status, Map.of("Retry-After", Integer.toString(seconds)), "{}")
                .answers(201, HELD);

        var authorization = credits.authorize(ACME, ASK);

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().stream().distinct()).hasSize(1);
        assertThat(pauses).hasSize(1).allMatch(pause -> pause.compareTo(Duration.ofSeconds(seconds)) >= 0);
    }

    @Test
    void a_time_out_after_the_service_committed_is_repeated_and_hears_the_answer() {
        credits = credits(new Patience(Duration.ofMillis(300), Duration.ofSeconds(10)));
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

        assertThat(noAnswer).hasMessageStartingWith("Not authorized: no answer in time");
        assertThat(noAnswer.key()).contains(server.asked().getFirst().key());
        assertThat(server.asked()).hasSizeGreaterThan(3);
        assertThat(server.asked().stream().distinct()).hasSize(1);
        assertThat(nanos.get()).isLessThan(Duration.ofSeconds(10).toNanos());
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
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_call_whose_answer_never_came_is_made_again_under_its_key() {
        server.answers(503, Map.of("Retry-After", "60"), "{}").answers(201, HELD);
        var noAnswer = catchThrowableOfType(NoAnswer.class, () -> credits.authorize(ACME, ASK));

        var authorization = credits.authorize(ACME, ASK.key(noAnswer.key().orElseThrow()));

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        assertThat(server.asked().stream().map(Asked::key).distinct()).hasSize(1);
    }

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
    void a_quota_is_looked_up() {
        server.answers(200, """
                {"allowed": false, "blockers": [{"cause": "insufficient_credits", "available": "0.00"}],
                 "balance": "10.00", "available": "0.00", "remaining": null, "resets_at": "2026-11-30T23:00:00Z",
                 "largest_quantity": null, "quota_url": "https://a.example/usage"}""");

        var quota = credits.quota(ACME, "translation.document", Quantity.of(5));

        assertThat(quota.allowed()).isFalse();
        assertThat(quota.blockers()).extracting(Blocker::cause).containsExactly("insufficient_credits");
        assertThat(quota.balance()).isEqualTo("10.00");
        assertThat(quota.remaining()).isEmpty();
        assertThat(quota.largestQuantity()).isEmpty();
        var asked = server.asked().getFirst();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.target())
                .isEqualTo("/v1/quota?organisation=org_acme&operation=translation.document&quantity=5");
        assertThat(asked.key()).isEqualTo("null");
    }

    @Test
    void a_token_that_no_header_may_hold_is_refused_without_showing_it() {
        var transport = new HttpTransport(server.endpoint(), () -> "secret\nX: y", HttpClient.newHttpClient());

        assertThatThrownBy(() -> Credits.over(transport, Patience.DEFAULT).quota(ACME))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret");
    }
}

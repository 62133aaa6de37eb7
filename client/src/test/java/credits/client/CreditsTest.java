package credits.client;

import static credits.client.Asking.ACME;
import static credits.client.Asking.ASK;
import static credits.client.Asking.HELD;
import static credits.client.Asking.SETTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The client over HTTP, with the responses that the API documents.
@Timeout(300)
class CreditsTest {
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

    @RegisterExtension
    private final Asking asking = new Asking();

    private final Server server = asking.server();
    private final Credits credits = asking.credits();

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
}

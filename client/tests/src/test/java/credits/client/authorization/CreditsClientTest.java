package credits.client.authorization;

import static credits.client.authorization.CreditsClientFixture.ACME;
import static credits.client.authorization.CreditsClientFixture.CAPTURED_AUTHORIZATION;
import static credits.client.authorization.CreditsClientFixture.OPEN_AUTHORIZATION;
import static credits.client.authorization.CreditsClientFixture.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.client.UsageQuantity;
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
class CreditsClientTest {
    private static final String LIMIT_REACHED = """
            {"type": "urn:credits:problems:spending-limit-reached", "title": "…", "status": 403, "detail": "…",
             "code": "spending-limit-reached", "instance": "JKJaXmPLvHcESHA=",
             "blockers": [
               {"cause": "spending_limit_reached", "allowed_limit": "150.00", "used": "149.00", "held": "0.50",
                "remaining": "0.50", "resets_at": "2026-11-30T23:00:00Z", "limits_url": "https://a.example/limits"},
               {"cause": "insufficient_credits", "required": "2.25", "available": "1.25", "shortfall": "1.000000001",
                "top_up_url": "https://a.example/top-up"}],
             "largest_quantity": "277.777777", "quota_url": "https://a.example/usage"}""";
    private static final String INSUFFICIENT_CREDITS = """
            {"code": "insufficient-credits", "status": 402, "instance": "x", "blockers":
             [{"cause": "insufficient_credits", "required": "2", "available": "1", "shortfall": "1"}]}""";

    @RegisterExtension
    private final CreditsClientFixture fixture = new CreditsClientFixture();

    private final FakeApiServer server = fixture.server();
    private final CreditsClient credits = fixture.client();

    @Test
    void an_authorization_request_matches_the_contract() {
        server.respondWith(201, OPEN_AUTHORIZATION);

        var authorization = credits.authorize(
                ACME, REQUEST.member("usr_giulia").reference("doc-42").expiresIn(Duration.ofMinutes(5)));

        assertThat(authorization.id()).isEqualTo("aut_01K9XQ");
        var status = authorization.status();
        assertThat(status.held()).contains(new BigDecimal("2.25"));
        assertThat(status.expiresAt()).contains(Instant.parse("2026-11-22T12:15:00Z"));
        assertThat(status.available()).contains(new BigDecimal("210.09"));
        assertThat(status.remaining()).isEmpty();
        var receivedRequest = server.requests().getFirst();
        assertThat(receivedRequest.method() + " " + receivedRequest.target()).isEqualTo("POST /v1/authorizations");
        assertThat(receivedRequest.authorization()).isEqualTo("Bearer t0ken");
        assertThat(receivedRequest.idempotencyKey()).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
        assertThat(receivedRequest.body()).isEqualTo("""
                {"organisation":"org_acme","operation":"translation.document","quantity":"1250","expires_in":300,\
                "capture":false,"member":"usr_giulia","reference":"doc-42"}""");
    }

    @Test
    void a_debit_captures_at_once_and_holds_nothing() {
        server.respondWith(201, CAPTURED_AUTHORIZATION);

        var status = credits.debit(ACME, REQUEST);

        assertThat(status.state()).isEqualTo("captured");
        assertThat(server.requests().getFirst().body()).isEqualTo("""
                {"organisation":"org_acme","operation":"translation.document","quantity":"1250","capture":true}""");
    }

    @Test
    void an_exceeded_quota_lists_all_blockers() {
        server.respondWith(403, LIMIT_REACHED);

        var exceeded = catchThrowableOfType(QuotaExceededException.class, () -> credits.authorize(ACME, REQUEST));

        assertThat(exceeded.statusCode()).isEqualTo(403);
        assertThat(exceeded.code()).isEqualTo("spending-limit-reached");
        assertThat(exceeded.requestId()).isEqualTo("JKJaXmPLvHcESHA=");
        assertThat(exceeded.largestQuantity()).contains(new BigDecimal("277.777777"));
        assertThat(exceeded.quotaUrl()).contains("https://a.example/usage");
        assertThat(exceeded.retryAfter()).isEmpty();
        var limit = exceeded.blockers().getFirst();
        assertThat(limit.cause()).isEqualTo("spending_limit_reached");
        assertThat(limit.allowedLimit()).contains(new BigDecimal("150.00"));
        assertThat(limit.used()).contains(new BigDecimal("149.00"));
        assertThat(limit.held()).contains(new BigDecimal("0.50"));
        assertThat(limit.remaining()).contains(new BigDecimal("0.50"));
        assertThat(limit.resetsAt()).contains(Instant.parse("2026-11-30T23:00:00Z"));
        assertThat(limit.limitsUrl()).contains("https://a.example/limits");
        var balance = exceeded.blockers().getLast();
        assertThat(balance.required()).contains(new BigDecimal("2.25"));
        assertThat(balance.available()).contains(new BigDecimal("1.25"));
        assertThat(balance.shortfall()).contains(new BigDecimal("1.000000001"));
        assertThat(balance.topUpUrl()).contains("https://a.example/top-up");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_exceeded_quota_carries_retry_after_and_is_not_retried() {
        server.respondWith(402, Map.of("Retry-After", "30"), INSUFFICIENT_CREDITS);

        var exceeded = catchThrowableOfType(QuotaExceededException.class, () -> credits.authorize(ACME, REQUEST));

        assertThat(exceeded.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(server.requests()).hasSize(1);
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
    void any_other_rejection_carries_its_fields_and_is_not_retried(int status, String code, String name, String value) {
        server.respondWith(status, "{\"code\": \"%s\", \"%s\": \"%s\"}".formatted(code, name, value));

        var rejected = catchThrowableOfType(RequestRejectedException.class, () -> credits.authorize(ACME, REQUEST));

        assertThat(rejected.statusCode()).isEqualTo(status);
        assertThat(rejected.code()).isEqualTo(code);
        assertThat(rejected.extensions()).containsEntry(name, value);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 302})
    void an_error_without_a_problem_body_is_never_an_authorization(int status) {
        server.respondWith(status, "<html>");

        assertThatThrownBy(() -> credits.authorize(ACME, REQUEST)).isInstanceOf(AuthorizationException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_quota_check_is_a_GET_without_a_key() {
        server.respondWith(200, """
                {"allowed": false, "blockers": [{"cause": "insufficient_credits", "available": "0.00"}],
                 "balance": "10.00", "available": "0.00", "remaining": null, "resets_at": "2026-11-30T23:00:00Z",
                 "largest_quantity": null, "quota_url": "https://a.example/usage"}""");

        var quota = credits.checkQuota(ACME, "translation.document", UsageQuantity.of(5));

        assertThat(quota.isAllowed()).isFalse();
        assertThat(quota.blockers()).extracting(AuthorizationBlocker::cause).containsExactly("insufficient_credits");
        assertThat(quota.balance()).isEqualTo("10.00");
        assertThat(quota.remaining()).isEmpty();
        assertThat(quota.largestQuantity()).isEmpty();
        var receivedRequest = server.requests().getFirst();
        assertThat(receivedRequest.method()).isEqualTo("GET");
        assertThat(receivedRequest.target())
                .isEqualTo("/v1/quota?organisation=org_acme&operation=translation.document&quantity=5");
        assertThat(receivedRequest.idempotencyKey()).isEqualTo("null");
    }
}

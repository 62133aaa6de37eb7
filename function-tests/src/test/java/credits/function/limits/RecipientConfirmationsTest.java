package credits.function.limits;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.event.AccountEvent;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.identity.EmailAddress;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.vies.FakeVies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody is mailed but those who want it.
class RecipientConfirmationsTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final String organisation = "confirmations_" + ORGANISATIONS.incrementAndGet();
    private final OrganisationId id = new OrganisationId(organisation);
    private final List<AccountEvent> requests = new ArrayList<>();
    private final HandlerInvoker limits = new HandlerInvoker(new LimitsHandler(
            EndpointFixture.withRoles(Map.of(
                    "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.LIMITS_WRITE),
                    "member", Set.of(ApiPermission.USAGE_READ))),
            new Wiring(
                    DynamoDbFixture.accountQueries(),
                    DynamoDbFixture.ledger(),
                    DynamoDbFixture.profileStore(),
                    DynamoDbFixture.erasedMembers(),
                    new RecipientConfirmations(DynamoDbFixture.profileStore(), requests::add),
                    FakeVies.unreachable(),
                    true)));

    @Test
    void a_stranger_s_address_is_not_mailed_before_it_is_confirmed() {
        var saved = save("stranger@elsewhere.example");

        assertThat(addresses(saved, "alert_recipients")).containsExactly("stranger@elsewhere.example");
        assertThat(addresses(saved, "unconfirmed_recipients")).containsExactly("stranger@elsewhere.example");
        assertThat(mailed()).isEmpty();
        assertThat(requests).hasSize(1);
        assertThat(AccountEvent.parseDelivery(requests.getFirst().toDelivery()).type())
                .isEqualTo("recipients.unconfirmed");
        assertThat(requests.getFirst().toDelivery()).contains(organisation).doesNotContain("@");
    }

    @Test
    void the_owner_of_an_address_confirms_it_without_a_token_and_once() {
        var _ = save("stranger@elsewhere.example", "other@elsewhere.example");
        var tag = read().headers().get("etag");
        var secret = secretOf("stranger@elsewhere.example");

        var confirmed = confirm(organisation, secret);

        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(mailed()).containsExactly("stranger@elsewhere.example");
        assertThat(addresses(read(), "unconfirmed_recipients")).containsExactly("other@elsewhere.example");
        assertThat(read().headers().get("etag")).isEqualTo(tag);
        assertThat(confirm(organisation, secret).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000000000000000000000000000000", "stranger@elsewhere.example"})
    void nothing_but_the_secret_confirms(String guess) {
        var _ = save("stranger@elsewhere.example");

        assertThat(confirm(organisation, guess).status()).isEqualTo(404);
        assertThat(confirm("nobody_here", secretOf("stranger@elsewhere.example"))
                        .status())
                .isEqualTo(404);
        assertThat(mailed()).isEmpty();
    }

    @Test
    void the_member_s_own_verified_address_needs_no_confirmation() {
        var saved = put("[\"Giulia@acme.example\"]", Map.of("email", "giulia@acme.example", "email_verified", "true"));

        assertThat(addresses(saved, "unconfirmed_recipients")).isEmpty();
        assertThat(mailed()).containsExactly("Giulia@acme.example");
        assertThat(requests).isEmpty();
        var unverified = put("[\"g@acme.example\"]", Map.of("email", "g@acme.example", "email_verified", "false"));
        assertThat(addresses(unverified, "unconfirmed_recipients")).containsExactly("g@acme.example");
    }

    @Test
    void a_confirmed_address_stays_confirmed_and_a_listed_one_is_not_asked_again() {
        var _ = save("a@elsewhere.example", "b@elsewhere.example");
        var _ = confirm(organisation, secretOf("a@elsewhere.example"));

        var _ = save("b@elsewhere.example", "A@elsewhere.example");

        assertThat(mailed()).containsExactly("A@elsewhere.example");
        assertThat(requests).hasSize(1);
    }

    @Test
    void an_address_that_was_removed_is_asked_again_and_its_old_link_is_void() {
        var _ = save("a@elsewhere.example");
        var old = secretOf("a@elsewhere.example");
        var _ = save();
        assertThat(confirm(organisation, old).status()).isEqualTo(404);

        var _ = save("a@elsewhere.example");

        assertThat(confirm(organisation, old).status()).isEqualTo(404);
        assertThat(mailed()).isEmpty();
        assertThat(requests).hasSize(2);
    }

    @Test
    void incident_an_organisation_has_few_strangers_to_confirm_at_a_time() {
        var six = IntStream.range(0, 6)
                .mapToObj(i -> "s" + i + "@elsewhere.example")
                .toArray(String[]::new);

        var refused = save(six);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/alert_recipients");
        assertThat(requests).isEmpty();
        assertThat(addresses(read(), "alert_recipients")).isEmpty();
    }

    @Test
    void the_link_is_sent_again_on_request_of_those_who_set_limits() {
        var _ = save("stranger@elsewhere.example");

        assertThat(resend("[member]").status()).isEqualTo(403);
        assertThat(resend("[owner]").status()).isEqualTo(200);
        assertThat(requests).hasSize(2);
        var _ = confirm(organisation, secretOf("stranger@elsewhere.example"));
        assertThat(resend("[owner]").status()).isEqualTo(200);
        assertThat(requests).hasSize(2);
    }

    private List<String> mailed() {
        return DynamoDbFixture.profileStore().findMailPreferences(id).recipients().stream()
                .map(EmailAddress::value)
                .toList();
    }

    private String secretOf(String address) {
        return String.valueOf(
                DynamoDbFixture.profileStore().findAlertRecipients(id).secrets().get(new EmailAddress(address)));
    }

    private static List<String> addresses(HandlerResponse response, String field) {
        return response.body().path(field).valueStream().map(JsonNode::asText).toList();
    }

    private HandlerResponse read() {
        return limits.callRoute(TestRequest.of("GET /v1/limits", "", NOON).signedInAs(organisation, "[owner]"));
    }

    private HandlerResponse resend(String roles) {
        return limits.callRoute(TestRequest.of("POST /v1/alert_recipients/confirmation_emails", "", NOON)
                .signedInAs(organisation, roles));
    }

    private HandlerResponse confirm(String of, String secret) {
        return limits.callRoute(TestRequest.of("POST /v1/alert_recipients/confirmations", "", NOON)
                .withClaims(Map.of())
                .withJson("{\"organisation\":\"%s\",\"secret\":\"%s\"}".formatted(of, secret)));
    }

    private HandlerResponse save(String... addresses) {
        var list = addresses.length == 0 ? "[]" : "[\"" + String.join("\",\"", addresses) + "\"]";
        return put(list, Map.of());
    }

    private HandlerResponse put(String recipients, Map<String, String> more) {
        var claims = new HashMap<>(more);
        claims.putAll(Map.of("organisation", organisation, "sub", "usr_giulia", "roles", "[owner]"));
        var body = "{\"alert_threshold\":null,\"allowed_limit\":null,\"alert_recipients\":" + recipients + "}";
        return limits.callRoute(TestRequest.of("PUT /v1/limits", "", NOON)
                .withClaims(claims)
                .withJson(body)
                .withHeader("if-match", "*"));
    }
}

package credits.function.limits;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.SpendingLimits.LastChange;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.vies.FakeVies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// `ETag` and `If-Match` of the billing profile.
class BillingProfileVersionTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final String ACME = """
            {"legal_name":"Acme S.r.l.","address":{"line1":"Via Roma 1","postal_code":"20121","city":"Milano",\
            "country":"IT"},"vat_id":"IT12345678903","language":"it","email":"accounts@acme.example"}""";

    private final String organisation = "version_" + ORGANISATIONS.incrementAndGet();
    private final HandlerInvoker handler = new HandlerInvoker(new LimitsHandler(
            EndpointFixture.withRoles(Map.of(
                    "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.CREDITS_BUY, ApiPermission.BILLING_READ))),
            new Wiring(
                    DynamoDbFixture.accountQueries(),
                    DynamoDbFixture.ledger(),
                    DynamoDbFixture.profileStore(),
                    DynamoDbFixture.erasedMembers(),
                    new RecipientConfirmations(DynamoDbFixture.profileStore(), _ -> {}),
                    FakeVies.unreachable(),
                    true)));

    @Test
    void a_change_of_a_version_that_is_no_longer_stored_is_refused() {
        var neverSaved = etag(read());
        var first = saveFrom(neverSaved, ACME);

        var stale = saveFrom(neverSaved, ACME.replace("Milano", "Roma"));
        var repeated = saveFrom(neverSaved, ACME);
        var next = saveFrom(etag(first), ACME.replace("Milano", "Torino"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(next.status()).isEqualTo(200);
        assertThat(read().body().at("/address/city").asText()).isEqualTo("Torino");
        assertThat(etag(read())).isEqualTo(etag(next)).isNotEqualTo(etag(first));
    }

    @Test
    void any_version_may_be_changed_on_purpose() {
        assertThat(save(ACME).status()).isEqualTo(200);

        assertThat(saveFrom("*", ACME.replace("Milano", "Roma")).status()).isEqualTo(200);
        assertThat(save(ACME.replace("Milano", "Torino")).status()).isEqualTo(200);
        assertThat(saveFrom("7", ACME).status()).isEqualTo(400);
    }

    /// Red when a way to save the profile does not say who did, or an answer of the register counts as a change.
    @Test
    void who_changed_the_profile_is_recorded_with_the_time() {
        var store = DynamoDbFixture.profileStore();
        assertThat(store.findBillingProfileChange(new OrganisationId(organisation)))
                .isEmpty();

        for (var member : List.of("usr_add", "usr_replace", "usr_save")) {
            var request = request(ACME.replace("Milano", member))
                    .withClaims(Map.of(
                            "organisation", organisation, "sub", member, "roles", "[owner]", "azp", "credits-web"));
            var saved = handler.callRoute(
                    member.equals("usr_save") ? request : request.withHeader("if-match", etag(read())));

            assertThat(saved.status()).isEqualTo(200);
            assertThat(store.findBillingProfileChange(new OrganisationId(organisation)))
                    .contains(new LastChange(NOON, new MemberId(member)));
        }
    }

    private HandlerResponse saveFrom(String etag, String body) {
        return handler.callRoute(request(body).withHeader("if-match", etag));
    }

    private static String etag(HandlerResponse response) {
        return response.headers().getOrDefault("etag", "");
    }

    private HandlerResponse read() {
        return handler.callRoute(
                TestRequest.of("GET /v1/billing_profile", "", NOON).signedInAs(organisation, "[owner]"));
    }

    private HandlerResponse save(String body) {
        return handler.callRoute(request(body));
    }

    private TestRequest request(String body) {
        return TestRequest.of("PUT /v1/billing_profile", "", NOON)
                .signedInAs(organisation, "[owner]")
                .withJson(body);
    }
}

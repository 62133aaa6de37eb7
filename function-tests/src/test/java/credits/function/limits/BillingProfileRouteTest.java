package credits.function.limits;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.http.HttpEndpoint;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.vies.FakeVies;
import credits.vies.ViesClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingProfileRouteTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final String ACME = """
            {"legal_name":"Acme S.r.l.","address":{"line1":"Via Roma 1","line2":null,"postal_code":"20121",\
            "city":"Milano","region":"MI","country":"IT"},"vat_id":"IT12345678903","language":"it",\
            "email":"accounts@acme.example"}""";

    private final String organisation = "profile_" + ORGANISATIONS.incrementAndGet();
    private final HttpEndpoint endpoint = EndpointFixture.withRoles(Map.of(
            "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.CREDITS_BUY, ApiPermission.BILLING_READ),
            "billing", Set.of(ApiPermission.USAGE_READ, ApiPermission.BILLING_READ),
            "member", Set.of(ApiPermission.USAGE_READ)));

    private final HandlerInvoker handler = inMode(true);

    private HandlerInvoker inMode(boolean required) {
        return handlerWith(FakeVies.unreachable(), required);
    }

    private HandlerInvoker handlerWith(ViesClient viesClient, boolean required) {
        return new HandlerInvoker(new LimitsHandler(
                endpoint,
                new Wiring(
                        DynamoDbFixture.accountQueries(),
                        DynamoDbFixture.ledger(),
                        DynamoDbFixture.profileStore(),
                        DynamoDbFixture.erasedMembers(),
                        new RecipientConfirmations(DynamoDbFixture.profileStore(), _ -> {}),
                        viesClient,
                        required)));
    }

    @ParameterizedTest(name = "{0}: {1}, with evidence {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"valid": true,  "userError": "VALID", "requestIdentifier": "WAPI1"} | verified   | WAPI1
            {"valid": false, "userError": "INVALID"}                             | invalid    |
            {"valid": false, "userError": "MS_UNAVAILABLE"}                      | unverified |
            """)
    void saving_a_vat_number_checks_it_with_vies_and_stores_the_evidence(
            String answer, String status, String reference) {
        try (var office = new FakeVies(_ -> answer)) {
            var saved = handlerWith(office.client(), true)
                    .callRoute(TestRequest.of("PUT /v1/billing_profile", "", NOON)
                            .signedInAs(organisation, "[owner]")
                            .withJson(ACME));

            assertThat(saved.text("vat_id_status")).isEqualTo(status);
            assertThat(saved.text("vat_id_checked_at")).isEqualTo("2026-11-22T12:00:00Z");
            assertThat(read("[billing]").body()).isEqualTo(saved.body());
            assertThat(office.requestCount()).isOne();
            var kept = DynamoDbFixture.profileStore()
                    .findBillingProfile(new OrganisationId(organisation))
                    .orElseThrow();
            assertThat(kept.vatId().orElseThrow().evidence().orElseThrow().consultationNumber())
                    .isEqualTo(Optional.ofNullable(reference));
        }
    }

    /// Red when a number is unknown again while the register is asked about it, or does not answer.
    @Test
    void a_verified_number_stays_so_as_long_as_the_register_does_not_answer() {
        var statusWhileAsked = new AtomicReference<String>();
        try (var vies = new FakeVies(_ -> "{\"valid\": true, \"requestIdentifier\": \"WAPI1\"}");
                var silent = new FakeVies(_ -> {
                    statusWhileAsked.set(read("[billing]").text("vat_id_status"));
                    return "{\"valid\": false, \"userError\": \"MS_UNAVAILABLE\"}";
                })) {
            var verified = save(vies, ACME);
            var later = save(silent, ACME.replace("Milano", "Roma"));

            assertThat(verified.text("vat_id_status")).isEqualTo("verified");
            assertThat(statusWhileAsked).hasValue("verified");
            assertThat(later.text("vat_id_status")).isEqualTo("verified");
            assertThat(later.text("vat_id_checked_at")).isEqualTo(verified.text("vat_id_checked_at"));
            assertThat(later.body().at("/address/city").asText()).isEqualTo("Roma");
        }
    }

    private HandlerResponse save(FakeVies vies, String body) {
        return handlerWith(vies.client(), true)
                .callRoute(TestRequest.of("PUT /v1/billing_profile", "", NOON)
                        .signedInAs(organisation, "[owner]")
                        .withJson(body));
    }

    @Test
    void a_save_during_the_vies_check_wins() {
        var other = inMode(true);
        try (var office = new FakeVies(_ -> {
            var _ = other.callRoute(TestRequest.of("PUT /v1/billing_profile", "", NOON)
                    .signedInAs(organisation, "[owner]")
                    .withJson(ACME.replace("Milano", "Roma")));
            return "{\"valid\": true}";
        })) {
            var response = handlerWith(office.client(), true)
                    .callRoute(TestRequest.of("PUT /v1/billing_profile", "", NOON)
                            .signedInAs(organisation, "[owner]")
                            .withJson(ACME));

            assertThat(response.body().at("/address/city").asText()).isEqualTo("Roma");
            assertThat(read("[billing]").body().at("/address/city").asText()).isEqualTo("Roma");
            assertThat(read("[billing]").text("vat_id_status")).isEqualTo("unverified");
        }
    }

    @Test
    void a_saved_profile_is_readable_by_the_organisation_s_members_only() {
        assertThat(read("[billing]").body().path("legal_name").isNull()).isTrue();
        assertThat(read("[billing]").body().path("required").asBoolean()).isTrue();

        var saved = save(ACME, "[owner]");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(read("[billing]").body()).isEqualTo(saved.body());
        assertThat(saved.body().at("/address/city").asText()).isEqualTo("Milano");
        assertThat(saved.text("vat_id")).isEqualTo("IT12345678903");
        assertThat(saved.text("vat_id_status")).isEqualTo("unverified");
        var elsewhere = handler.callRoute(
                TestRequest.of("GET /v1/billing_profile", "", NOON).signedInAs("somebody_else", "[owner]"));
        assertThat(elsewhere.body().path("legal_name").isNull()).isTrue();
    }

    @Test
    void a_member_without_billing_read_sees_nothing_of_the_profile() {
        var _ = save(ACME, "[owner]");

        var refused = read("[member]");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("billing:read");
        assertThat(refused.body().toString()).doesNotContain("Acme", "IT12345678903", "Milano");
    }

    @Test
    void in_stripe_tax_mode_no_profile_is_required() {
        var read = inMode(false)
                .callRoute(TestRequest.of("GET /v1/billing_profile", "", NOON).signedInAs(organisation, "[billing]"));

        assertThat(read.body().path("required").asBoolean(true)).isFalse();
    }

    @Test
    void a_member_who_may_not_buy_may_not_change_the_profile() {
        var refused = save(ACME, "[member]");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("credits:buy");
        assertThat(read("[owner]").body().path("legal_name").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            "Acme S.r.l."           | " "             | 422
            "Acme S.r.l."           | "\\u200b"        | 422
            "Acme S.r.l."           | "Acme\\u202e"    | 422
            "Acme S.r.l."           | "株式会社"         | 422
            "Acme S.r.l."           | "شركة"           | 422
            "Acme S.r.l."           | "Łódź Ωμέγα Ґанок №" | 422
            "Acme S.r.l."           | "Łódź Ωμέγα Ґанок" | 200
            "Via Roma 1"            | "Via\\tRoma 1"   | 400
            "country":"IT"          | "country":"XX"  | 422
            "country":"IT"          | "country":"it"  | 422
            "vat_id":"IT12345678903"| "vat_id":"DE123456789" | 422
            "vat_id":"IT12345678903"| "vat_id":"1"    | 422
            "vat_id":"IT12345678903"| "vat_id":"IT999" | 422
            "vat_id":"IT12345678903"| "vat_id":"IT12345678901" | 422
            "IT"},"vat_id":"IT12345678903" | "DE"},"vat_id":"DE136695976"  | 200
            "IT"},"vat_id":"IT12345678903" | "DE"},"vat_id":"DE136695967"  | 422
            "IT"},"vat_id":"IT12345678903" | "CH"},"vat_id":"CHE123456788" | 422
            "IT"},"vat_id":"IT12345678903" | "GB"},"vat_id":"XI980780684"  | 200
            "IT"},"vat_id":"IT12345678903" | "MC"},"vat_id":"FR40303265045" | 200
            "vat_id":"IT12345678903"| "vat_id":null   | 200
            "language":"it"         | "language":"xx" | 422
            accounts@acme.example   | accounts        | 422
            "line2":null,           | ''              | 200
            "region":"MI",          | ''              | 200
            "vat_id":"IT12345678903",| ''             | 200
            "city":"Milano",        | ''              | 400
            "line2":null            | "line3":null    | 400
            "legal_name":           | "name":         | 400
            """)
    void a_profile_must_be_complete_enough_for_an_invoice(String text, String other, int status) {
        var body = ACME.replace(text, other);

        assertThat(body).isNotEqualTo(ACME);
        assertThat(save(body, "[owner]").status()).isEqualTo(status);
        assertThat(read("[owner]").body().path("legal_name").isNull()).isEqualTo(status != 200);
    }

    /// Red when parsing ends at the first mistake.
    @Test
    void all_mistakes_of_a_body_are_answered_at_once() {
        var response = save("""
                {"legal_name":7,"address":{"line1":"Via Roma 1","city":"Milano","country":null,"zip":"20121"},\
                "vat":"IT12345678903","language":"it"}""", "[owner]");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/vat", "/address/zip", "/address/country", "/address/postal_code", "/legal_name", "/email");
    }

    private HandlerResponse read(String roles) {
        return handler.callRoute(
                TestRequest.of("GET /v1/billing_profile", "", NOON).signedInAs(organisation, roles));
    }

    private HandlerResponse save(String body, String roles) {
        return handler.callRoute(TestRequest.of("PUT /v1/billing_profile", "", NOON)
                .signedInAs(organisation, roles)
                .withJson(body));
    }
}

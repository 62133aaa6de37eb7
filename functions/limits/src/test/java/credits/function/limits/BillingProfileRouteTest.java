package credits.function.limits;

import static credits.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import credits.vies.Register;
import credits.vies.TaxOffice;
import credits.wire.Claims;
import credits.wire.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingProfileTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final String ACME = """
            {"legal_name":"Acme S.r.l.","address":{"line1":"Via Roma 1","line2":null,"postal_code":"20121",\
            "city":"Milano","region":"MI","country":"IT"},"vat_id":"IT12345678903","language":"it",\
            "email":"accounts@acme.example"}""";

    private final String organisation = "profile_" + ORGANISATIONS.incrementAndGet();
    private final Claims claims = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of(
                    "owner", Set.of(Permission.USAGE_READ, Permission.CREDITS_BUY),
                    "member", Set.of(Permission.USAGE_READ)));

    private final Invocation profile = inMode(true);

    private Invocation inMode(boolean required) {
        return asking(TaxOffice.closed(), required);
    }

    private Invocation asking(Register register, boolean required) {
        return new Invocation(new LimitsHandler(
                claims,
                new Wiring(LocalTable.statements(), LocalTable.ledger(), LocalTable.profiles(), register, required)));
    }

    @ParameterizedTest(name = "{0}: {1}, with evidence {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"valid": true,  "userError": "VALID", "requestIdentifier": "WAPI1"} | verified   | WAPI1
            {"valid": false, "userError": "INVALID"}                             | invalid    |
            {"valid": false, "userError": "MS_UNAVAILABLE"}                      | unverified |
            """)
    void the_register_is_asked_when_a_number_is_saved_and_its_word_kept_as_evidence(
            String answer, String status, String reference) {
        try (var office = new TaxOffice(_ -> answer)) {
            var saved = asking(office.register(), true)
                    .call(Request.of("PUT /v1/billing_profile", "", NOON)
                            .by(organisation, "[owner]")
                            .json(ACME));

            assertThat(saved.of("vat_id_status")).isEqualTo(status);
            assertThat(saved.of("vat_id_checked_at")).isEqualTo("2026-11-22T12:00:00Z");
            assertThat(read("[member]").body()).isEqualTo(saved.body());
            assertThat(office.asked()).isOne();
            var kept = LocalTable.profiles()
                    .buyer(new OrganisationId(organisation))
                    .orElseThrow();
            assertThat(kept.vatId().orElseThrow().evidence().orElseThrow().reference())
                    .isEqualTo(Optional.ofNullable(reference));
        }
    }

    @Test
    void who_saves_again_while_the_register_is_asked_is_right() {
        var other = inMode(true);
        try (var office = new TaxOffice(_ -> {
            var _ = other.call(Request.of("PUT /v1/billing_profile", "", NOON)
                    .by(organisation, "[owner]")
                    .json(ACME.replace("Milano", "Roma")));
            return "{\"valid\": true}";
        })) {
            var answer = asking(office.register(), true)
                    .call(Request.of("PUT /v1/billing_profile", "", NOON)
                            .by(organisation, "[owner]")
                            .json(ACME));

            assertThat(answer.body().at("/address/city").asText()).isEqualTo("Roma");
            assertThat(read("[member]").body().at("/address/city").asText()).isEqualTo("Roma");
            assertThat(read("[member]").of("vat_id_status")).isEqualTo("unverified");
        }
    }

    @Test
    void what_was_saved_is_read_by_every_member_of_the_organisation_alone() {
        assertThat(read("[member]").body().path("legal_name").isNull()).isTrue();
        assertThat(read("[member]").body().path("required").asBoolean()).isTrue();

        var saved = save(ACME, "[owner]");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(read("[member]").body()).isEqualTo(saved.body());
        assertThat(saved.body().at("/address/city").asText()).isEqualTo("Milano");
        assertThat(saved.of("vat_id")).isEqualTo("IT12345678903");
        assertThat(saved.of("vat_id_status")).isEqualTo("unverified");
        var elsewhere =
                profile.call(Request.of("GET /v1/billing_profile", "", NOON).by("somebody_else", "[owner]"));
        assertThat(elsewhere.body().path("legal_name").isNull()).isTrue();
    }

    @Test
    void where_stripe_finds_out_the_vat_none_is_required() {
        var read = inMode(false)
                .call(Request.of("GET /v1/billing_profile", "", NOON).by(organisation, "[member]"));

        assertThat(read.body().path("required").asBoolean(true)).isFalse();
    }

    @Test
    void who_may_not_buy_may_not_change_it() {
        var refused = save(ACME, "[member]");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.of("permission")).isEqualTo("credits:buy");
        assertThat(read("[owner]").body().path("legal_name").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            "Acme S.r.l."           | " "             | 422
            "country":"IT"          | "country":"XX"  | 422
            "country":"IT"          | "country":"it"  | 422
            "vat_id":"IT12345678903"| "vat_id":"DE123456789" | 422
            "vat_id":"IT12345678903"| "vat_id":"1"    | 422
            "vat_id":"IT12345678903"| "vat_id":null   | 200
            "language":"it"         | "language":"xx" | 422
            accounts@acme.example   | accounts        | 422
            "line2":null,           | ''              | 400
            "line2":null            | "line3":null    | 400
            "legal_name":           | "name":         | 400
            """)
    void a_profile_is_what_an_invoice_can_be_made_out_to(String text, String other, int status) {
        var body = ACME.replace(text, other);

        assertThat(body).isNotEqualTo(ACME);
        assertThat(save(body, "[owner]").status()).isEqualTo(status);
        assertThat(read("[owner]").body().path("legal_name").isNull()).isEqualTo(status != 200);
    }

    private Answer read(String roles) {
        return profile.call(Request.of("GET /v1/billing_profile", "", NOON).by(organisation, roles));
    }

    private Answer save(String body, String roles) {
        return profile.call(Request.of("PUT /v1/billing_profile", "", NOON)
                .by(organisation, roles)
                .json(body));
    }
}

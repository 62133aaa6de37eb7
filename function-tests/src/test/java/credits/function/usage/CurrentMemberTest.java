package credits.function.usage;

import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.ChangeTimeZone;
import credits.identity.OrganisationName;
import credits.ledger.DynamoDbFixture;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrentMemberTest {
    private final OwnerFixture owner = new OwnerFixture();

    @Test
    void a_member_gets_their_identity_permissions_and_top_up_options() {
        owner.givenCommands(new ChangeTimeZone(ZoneId.of("America/New_York"), NOW));
        var claims = Map.of(
                "organisation", owner.organisation().value(),
                "organisation_name", "Müller & Söhne",
                "sub", "usr_anna",
                "email", "anna@acme.example",
                "email_verified", "true",
                "roles", "[owner]");

        var me = owner.call(owner.request("GET /v1/me", "", NOW).withClaims(claims));

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().toString()).isEqualTo("""
                {"organisation":{"id":"%s","name":"Müller & Söhne"},"member":"usr_anna","email":"anna@acme.example",\
                "permissions":["usage:read","limits:write","billing:read"],"time_zone":"America/New_York",\
                "currency":"EUR",\
                "top_up":{"presets":["10.00","50.00"],"minimum":"1.00","maximum":"10000.00"},\
                "billing_contact":"billing@example.com"}""".formatted(owner.organisation()));
    }

    @Test
    void an_organisation_without_a_name_has_null_and_the_default_time_zone() {
        var me = owner.call(owner.request("GET /v1/me", "", NOW));

        assertThat(me.body().path("organisation").path("name").isNull()).isTrue();
        assertThat(me.text("time_zone")).isEqualTo("Europe/Rome");
        assertThat(me.body().path("email").isNull()).isTrue();
    }

    @Test
    void the_name_that_the_organisation_has_given_itself_takes_the_place_of_the_token_s() {
        DynamoDbFixture.profileStore()
                .saveOrganisationName(owner.organisation(), Optional.of(new OrganisationName("Acme & Figli")));
        var me = owner.request("GET /v1/me", "", NOW);

        assertThat(owner.call(me.withClaims(withName(me.claims())))
                        .body()
                        .at("/organisation/name")
                        .asText())
                .isEqualTo("Acme & Figli");
        DynamoDbFixture.profileStore().saveOrganisationName(owner.organisation(), Optional.empty());
        assertThat(owner.call(me.withClaims(withName(me.claims())))
                        .body()
                        .at("/organisation/name")
                        .asText())
                .isEqualTo("Acme");
    }

    private static Map<String, String> withName(Map<String, String> claims) {
        var all = new HashMap<>(claims);
        var _ = all.put("organisation_name", "Acme");
        return all;
    }

    @Test
    void operators_ask_for_themselves_too_and_for_nothing_else_of_members() {
        var operator = Map.of(
                "organisation", "platform", "sub", "usr_operator", "azp", "credits-operator", "roles", "[support]");

        var me = owner.call(owner.request("GET /v1/me", "", NOW).withClaims(operator));

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().path("permissions").toString()).isEqualTo("[\"accounts:read\"]");
        for (var route : List.of("GET /v1/prices", "GET /v1/alerts"))
            assertThat(owner.call(owner.request(route, "", NOW).withClaims(operator))
                            .status())
                    .as(route)
                    .isEqualTo(403);
    }

    @Test
    void an_operator_s_role_in_a_customer_s_organisation_gives_nothing() {
        var claims = Map.of(
                "organisation",
                owner.organisation().value(),
                "sub",
                "usr_anna",
                "azp",
                "credits-operator",
                "roles",
                "[support]");

        assertThat(owner.call(owner.request("GET /v1/me", "", NOW).withClaims(claims))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void query_parameters_and_callers_without_permission_are_refused() {
        var request = owner.request("GET /v1/me", "", NOW);

        assertThat(owner.call(request.withQuery("organisation", "other")).status())
                .isEqualTo(400);
        assertThat(owner.call(owner.by("[cook]", request)).status()).isEqualTo(403);
    }
}

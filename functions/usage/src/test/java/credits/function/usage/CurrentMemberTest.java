package credits.function.usage;

import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.ChangeTimeZone;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeTest {
    private final Owner owner = new Owner();

    @Test
    void a_member_hears_who_they_are_what_they_may_do_and_what_is_offered() {
        owner.given(new ChangeTimeZone(ZoneId.of("America/New_York"), NOVEMBER));
        var claims = Map.of(
                "organisation", owner.organisation().value(),
                "organisation_name", "Müller & Söhne",
                "sub", "usr_anna",
                "email", "anna@acme.example",
                "email_verified", "true",
                "roles", "[owner]");

        var me = owner.call(owner.request("GET /v1/me", "", NOVEMBER).claiming(claims));

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().toString()).isEqualTo("""
                {"organisation":{"id":"%s","name":"Müller & Söhne"},"member":"usr_anna","email":"anna@acme.example",\
                "permissions":["usage:read","limits:write"],"time_zone":"America/New_York","currency":"EUR",\
                "top_up":{"presets":["10.00","50.00"],"minimum":"1.00","maximum":"10000.00"},\
                "billing_contact":"billing@example.com"}""".formatted(owner.organisation()));
    }

    @Test
    void an_organisation_without_a_name_has_none_and_the_zone_of_the_deployment() {
        var me = owner.call(owner.request("GET /v1/me", "", NOVEMBER));

        assertThat(me.body().path("organisation").path("name").isNull()).isTrue();
        assertThat(me.of("time_zone")).isEqualTo("Europe/Rome");
        assertThat(me.body().path("email").isNull()).isTrue();
    }

    @Test
    void a_query_is_refused_and_so_is_who_may_not_read() {
        var request = owner.request("GET /v1/me", "", NOVEMBER);

        assertThat(owner.call(request.query("organisation", "other")).status()).isEqualTo(400);
        assertThat(owner.call(owner.by("[cook]", request)).status()).isEqualTo(403);
    }
}

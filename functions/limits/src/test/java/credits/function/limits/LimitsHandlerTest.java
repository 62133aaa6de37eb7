package credits.function.limits;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.queries;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import credits.vies.TaxOffice;
import credits.wire.Claims;
import credits.wire.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsHandlerTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final String organisation = "limits_" + ORGANISATIONS.incrementAndGet();
    private final Claims claims = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of(
                    "owner", Set.of(Permission.USAGE_READ, Permission.LIMITS_WRITE),
                    "member", Set.of(Permission.USAGE_READ)));
    private final Invocation limits = new Invocation(new LimitsHandler(
            claims,
            new Wiring(LocalTable.statements(), LocalTable.ledger(), LocalTable.profiles(), TaxOffice.closed(), true)));

    @Test
    void limits_that_nobody_set_are_none_and_can_be_set() {
        var before = read();

        var after = save("80.00", "150.00", before.headers().get("etag"));

        assertThat(before.body().path("allowed_limit").isNull()).isTrue();
        assertThat(before.body().path("last_changed").isNull()).isTrue();
        assertThat(after.status()).isEqualTo(200);
        assertThat(read().body()).isEqualTo(after.body());
        assertThat(read().of("alert_threshold")).isEqualTo("80.00");
        assertThat(read().body().path("last_changed").path("by").asText()).isEqualTo("usr_giulia");
        assertThat(read().headers().get("etag")).isEqualTo(after.headers().get("etag"));
    }

    @Test
    void who_saved_first_is_not_overwritten_by_who_read_before() {
        var seenByBoth = read().headers().get("etag");
        var first = save("80.00", "150.00", seenByBoth);

        var second = save("10.00", "20.00", seenByBoth);

        assertThat(second.status()).isEqualTo(412);
        assertThat(read().body()).isEqualTo(first.body());
    }

    @Test
    void saving_what_is_in_force_is_no_conflict_whatever_the_tag() {
        var tag = read().headers().get("etag");
        var first = save("80.00", "150.00", tag);

        var again = save("80.00", "150.00", tag);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void a_star_changes_whatever_is_in_force() {
        var _ = save("80.00", "150.00", "*");

        assertThat(save("1.00", "2.00", "*").status()).isEqualTo(200);
        assertThat(read().of("allowed_limit")).isEqualTo("2.00");
    }

    @Test
    void limits_can_be_taken_away_and_zero_stops_everything() {
        var _ = save("0", "0", "*");
        assertThat(read().of("allowed_limit")).isEqualTo("0.00");

        var _ = change("{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":null}", "*");

        assertThat(read().body().path("allowed_limit").isNull()).isTrue();
    }

    @Test
    void a_limit_below_what_is_used_is_taken_and_nothing_more_is_debited() {
        var ledger = LocalTable.ledger();
        var id = new OrganisationId(organisation);
        var _ = ledger.commit(id, credits("10", NOON));
        var _ = ledger.commit(id, booking(queries(5, NOON)));

        var saved = save("0.10", "0.20", "*");
        var _ = ledger.commit(id, booking(queries(1, NOON)));

        assertThat(saved.status()).isEqualTo(200);
        assertThat(LocalTable.statements().current(id, NOON).used()).hasToString("0.60");
    }

    @ParameterizedTest(name = "{0} is answered {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"alert_recipients":[],"alert_threshold":"20.00","allowed_limit":"10.00"}            | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"-1"}                  | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":"-0.01","allowed_limit":null}               | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"1.005"}               | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"99999999999"}         | 422 | invalid-limits
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"1E+200000000"}        | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"NaN"}                 | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":10}                    | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null}                                       | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":null,"balance":"9"}    | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":"1","allowed_limit":"2"} | 400 | invalid-request
            {"alert_recipients":["giulia"],"alert_threshold":null,"allowed_limit":null} | 422 | invalid-limits
            {"alert_recipients":[7],"alert_threshold":null,"allowed_limit":null} | 400 | invalid-request
            {"alert_threshold":null,"allowed_limit":null}                  | 400 | invalid-request
            {"alert_recipients":[],"alert_threshold":null,"allowed_limit":null} x                | 400 | invalid-request
            not json                                                       | 400 | invalid-request
            """)
    void what_cannot_be_limits_is_refused_and_changes_nothing(String body, int status, String code) {
        var before = save("5.00", "50.00", "*");

        var answer = change(body, "*");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.of("code")).isEqualTo(code);
        assertThat(read().body()).isEqualTo(before.body());
    }

    @ParameterizedTest(name = "{0} of {1}, verified {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            null                 | giulia@acme.example | true  | ["giulia@acme.example"]
            null                 | giulia@acme.example | false | []
            null                 | giulia              | true  | []
            []                   | giulia@acme.example | true  | []
            ["ada@acme.example"] | giulia@acme.example | true  | ["ada@acme.example"]
            """)
    void who_saves_without_a_list_is_told_if_their_address_is_known_to_be_theirs(
            String list, String address, String verified, String recipients) {
        var claims = Map.of(
                "organisation", organisation,
                "sub", "usr_giulia",
                "roles", "[owner]",
                "email", address,
                "email_verified", verified);
        var body = "{\"alert_recipients\":%s,\"alert_threshold\":\"80.00\",\"allowed_limit\":null}".formatted(list);

        var saved = limits.call(put(body).header("if-match", "*").claiming(claims));

        assertThat(saved.body().path("alert_recipients").toString()).isEqualTo(recipients);
        assertThat(read().body()).isEqualTo(saved.body());
    }

    @Test
    void a_change_must_say_what_it_changes() {
        var answer = limits.call(put("{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"1.00\"}"));

        assertThat(answer.status()).isEqualTo(428);
    }

    @ParameterizedTest
    @CsvSource({"[member], 403", "member, 403", "[Owner], 403", "[member owner], 200", "[], 403"})
    void only_who_may_write_limits_does(String roles, int status) {
        var request = put("{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"1.00\"}")
                .header("if-match", "*");

        assertThat(limits.call(request.by(organisation, roles)).status()).isEqualTo(status);
        assertThat(read().body().path("allowed_limit").isNull()).isEqualTo(status == 403);
    }

    private Answer read() {
        return limits.call(Request.of("GET /v1/limits", "", NOON).by(organisation, "[owner]"));
    }

    private Answer save(String alert, String limit, @Nullable String tag) {
        return change(
                "{\"alert_recipients\":[],\"alert_threshold\":\"%s\",\"allowed_limit\":\"%s\"}".formatted(alert, limit),
                String.valueOf(tag));
    }

    private Answer change(String body, String tag) {
        return limits.call(put(body).header("if-match", tag));
    }

    private Request put(String body) {
        return Request.of("PUT /v1/limits", "", NOON)
                .by(organisation, "[owner]")
                .json(body);
    }
}

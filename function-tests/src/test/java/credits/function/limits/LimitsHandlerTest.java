package credits.function.limits;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.aws.TableKeys;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.http.HttpEndpoint;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.profile.ErasedMembersStore;
import credits.vies.FakeVies;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LimitsHandlerTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final String organisation = "limits_" + ORGANISATIONS.incrementAndGet();
    private final HttpEndpoint endpoint = EndpointFixture.withRoles(Map.of(
            "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.LIMITS_WRITE),
            "member", Set.of(ApiPermission.USAGE_READ)));
    private final HandlerInvoker limits = new HandlerInvoker(new LimitsHandler(
            endpoint,
            new Wiring(
                    DynamoDbFixture.accountQueries(),
                    DynamoDbFixture.ledger(),
                    DynamoDbFixture.profileStore(),
                    DynamoDbFixture.erasedMembers(),
                    new RecipientConfirmations(DynamoDbFixture.profileStore(), _ -> {}),
                    FakeVies.unreachable(),
                    true)));

    @Test
    void unset_limits_are_null_and_can_be_set() {
        var before = read();

        var after = save("80.00", "150.00", before.headers().get("etag"));

        assertThat(before.body().path("allowed_limit").isNull()).isTrue();
        assertThat(before.body().path("last_changed").isNull()).isTrue();
        assertThat(after.status()).isEqualTo(200);
        assertThat(read().body()).isEqualTo(after.body());
        assertThat(read().text("alert_threshold")).isEqualTo("80.00");
        assertThat(read().body().path("last_changed").path("by").asText()).isEqualTo("usr_giulia");
        assertThat(read().headers().get("etag")).isEqualTo(after.headers().get("etag"));
    }

    @Test
    void an_erased_member_is_not_named_as_who_changed_the_limits() {
        var _ = save("80.00", "150.00", "*");
        var key = Map.of(
                TableKeys.PARTITION_KEY,
                AttributeValue.fromS(TableKeys.profilePartition(new OrganisationId(organisation))),
                TableKeys.SORT_KEY,
                AttributeValue.fromS(TableKeys.PROFILE_SORT));
        var _ = DynamoDbFixture.DYNAMO.updateItem(update -> update.tableName(DynamoDbFixture.TABLE_NAME)
                .key(key)
                .updateExpression("SET " + ErasedMembersStore.EVERYONE_ATTRIBUTE + " = :true")
                .expressionAttributeValues(Map.of(":true", AttributeValue.fromBool(true))));

        assertThat(read().body().at("/last_changed/by").asText()).isEqualTo("erased");
    }

    @Test
    void a_stale_save_does_not_overwrite_an_earlier_one() {
        var seenByBoth = read().headers().get("etag");
        var first = save("80.00", "150.00", seenByBoth);

        var second = save("10.00", "20.00", seenByBoth);

        assertThat(second.status()).isEqualTo(412);
        assertThat(read().body()).isEqualTo(first.body());
    }

    @Test
    void saving_the_current_limits_succeeds_whatever_the_tag() {
        var tag = read().headers().get("etag");
        var first = save("80.00", "150.00", tag);

        var again = save("80.00", "150.00", tag);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void if_match_star_overwrites_the_current_limits() {
        var _ = save("80.00", "150.00", "*");

        assertThat(save("1.00", "2.00", "*").status()).isEqualTo(200);
        assertThat(read().text("allowed_limit")).isEqualTo("2.00");
    }

    @Test
    void limits_can_be_removed_and_zero_blocks_all_usage() {
        var _ = save("0", "0", "*");
        assertThat(read().text("allowed_limit")).isEqualTo("0.00");

        var _ = change("{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":null}", "*");

        assertThat(read().body().path("allowed_limit").isNull()).isTrue();
    }

    @Test
    void a_limit_below_current_usage_is_accepted_and_blocks_further_debits() {
        var ledger = DynamoDbFixture.ledger();
        var id = new OrganisationId(organisation);
        var _ = ledger.commit(id, adjustment("10", NOON));
        var _ = ledger.commit(id, bookReports(queryReport(5, NOON)));

        var saved = save("0.10", "0.20", "*");
        var _ = ledger.commit(id, bookReports(queryReport(1, NOON)));

        assertThat(saved.status()).isEqualTo(200);
        assertThat(DynamoDbFixture.accountQueries().currentAccount(id, NOON).used())
                .hasToString("0.60");
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
    void invalid_limits_are_refused_and_change_nothing(String body, int status, String code) {
        var before = save("5.00", "50.00", "*");

        var response = change(body, "*");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.text("code")).isEqualTo(code);
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
    void saving_without_recipients_lists_the_member_if_their_address_is_verified(
            String list, String address, String verified, String recipients) {
        var claims = Map.of(
                "organisation", organisation,
                "sub", "usr_giulia",
                "roles", "[owner]",
                "email", address,
                "email_verified", verified);
        var body = "{\"alert_recipients\":%s,\"alert_threshold\":\"80.00\",\"allowed_limit\":null}".formatted(list);

        var saved = limits.callRoute(put(body).withHeader("if-match", "*").withClaims(claims));

        assertThat(saved.body().path("alert_recipients").toString()).isEqualTo(recipients);
        assertThat(read().body()).isEqualTo(saved.body());
    }

    @Test
    void a_change_without_if_match_is_refused() {
        var response =
                limits.callRoute(put("{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"1.00\"}"));

        assertThat(response.status()).isEqualTo(428);
    }

    @ParameterizedTest
    @CsvSource({"[member], 403", "member, 403", "[Owner], 403", "[member owner], 200", "[], 403"})
    void only_members_with_limits_write_may_change_limits(String roles, int status) {
        var request = put("{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":\"1.00\"}")
                .withHeader("if-match", "*");

        assertThat(limits.callRoute(request.signedInAs(organisation, roles)).status())
                .isEqualTo(status);
        assertThat(read().body().path("allowed_limit").isNull()).isEqualTo(status == 403);
    }

    @Test
    void alert_values_are_kept_until_they_are_left_out_and_their_amounts_follow_the_limit() {
        var body = "{\"alert_recipients\":[],%s\"allowed_limit\":\"%s\"}";
        var values = "\"alert_values\":[\"80%\",\"10.00\"],\"forecast_alert\":true,";
        var saved = change(body.formatted(values, "100.00"), "*");
        var raised = change(
                body.formatted(values, "200.00"), String.valueOf(saved.headers().get("etag")));

        assertThat(saved.text("early_alert_threshold")).isEqualTo("10.00");
        assertThat(raised.text("alert_threshold")).isEqualTo("160.00");
        assertThat(read().body()).isEqualTo(raised.body());
        assertThat(raised.body().path("alert_values")).hasToString("[\"10.00\",\"80%\"]");
        assertThat(raised.body().path("forecast_alert").asBoolean()).isTrue();

        var without = change(body.formatted("\"alert_threshold\":null,", "200.00"), "*");

        assertThat(without.body().path("alert_values")).isEmpty();
        assertThat(without.body().path("forecast_alert").asBoolean()).isFalse();
    }

    private HandlerResponse read() {
        return limits.callRoute(TestRequest.of("GET /v1/limits", "", NOON).signedInAs(organisation, "[owner]"));
    }

    private HandlerResponse save(String alert, String limit, @Nullable String tag) {
        return change(
                "{\"alert_recipients\":[],\"alert_threshold\":\"%s\",\"allowed_limit\":\"%s\"}".formatted(alert, limit),
                String.valueOf(tag));
    }

    private HandlerResponse change(String body, String tag) {
        return limits.callRoute(put(body).withHeader("if-match", tag));
    }

    private TestRequest put(String body) {
        return TestRequest.of("PUT /v1/limits", "", NOON)
                .signedInAs(organisation, "[owner]")
                .withJson(body);
    }
}

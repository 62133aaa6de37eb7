package credits.function.limits;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.vies.FakeVies;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/v1/organisation`, on 22 November in Rome.
class OrganisationUpdateTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final String NEW_YORK = "{\"name\":\"Acme S.r.l.\",\"time_zone\":\"America/New_York\"}";
    private static final String ROME = "{\"name\":null,\"time_zone\":\"Europe/Rome\"}";

    private final String organisation = "organisation_" + ORGANISATIONS.incrementAndGet();
    private final HandlerInvoker handler = new HandlerInvoker(new LimitsHandler(
            EndpointFixture.withRoles(Map.of(
                    "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.LIMITS_WRITE),
                    "member", Set.of(ApiPermission.USAGE_READ))),
            new Wiring(
                    DynamoDbFixture.accountQueries(),
                    DynamoDbFixture.ledger(),
                    DynamoDbFixture.profileStore(),
                    DynamoDbFixture.erasedMembers(),
                    new RecipientConfirmations(DynamoDbFixture.profileStore(), _ -> {}),
                    FakeVies.unreachable(),
                    true)));

    @Test
    void in_a_new_account_both_take_effect_at_once() {
        assertThat(read(NOON).body()).hasToString("""
                {"id":"%s","name":null,"time_zone":"Europe/Rome","next_time_zone":null,"next_time_zone_from":null}""".formatted(organisation));

        var saved = save(NEW_YORK);

        assertThat(saved.body()).hasToString("""
                {"id":"%s","name":"Acme S.r.l.","time_zone":"America/New_York","next_time_zone":null,\
                "next_time_zone_from":null}""".formatted(organisation));
        assertThat(read(NOON).body()).isEqualTo(saved.body());
    }

    @Test
    void a_time_zone_takes_effect_with_the_next_month_and_a_name_at_once() {
        givenAnEntry();

        var saved = save(NEW_YORK);

        assertThat(saved.body()).hasToString("""
                {"id":"%s","name":"Acme S.r.l.","time_zone":"Europe/Rome","next_time_zone":"America/New_York",\
                "next_time_zone_from":"2026-12-01"}""".formatted(organisation));
        assertThat(read(Instant.parse("2026-11-30T22:59:59Z")).text("time_zone"))
                .isEqualTo("Europe/Rome");
        var december = read(Instant.parse("2026-12-01T06:00:00Z"));
        assertThat(december.text("time_zone")).isEqualTo("America/New_York");
        assertThat(december.body().path("next_time_zone").isNull()).isTrue();
    }

    @Test
    void saving_the_present_time_zone_withdraws_a_change_and_null_removes_the_name() {
        givenAnEntry();
        assertThat(save(NEW_YORK).status()).isEqualTo(200);

        var withdrawn = save(ROME);

        assertThat(withdrawn.body().path("next_time_zone").isNull()).isTrue();
        assertThat(withdrawn.body().path("name").isNull()).isTrue();
    }

    @Test
    void a_save_that_changes_nothing_writes_no_segment() {
        givenAnEntry();
        assertThat(save(NEW_YORK).status()).isEqualTo(200);
        var before = segments();

        assertThat(save(NEW_YORK).status()).isEqualTo(200);

        assertThat(segments()).isEqualTo(before);
    }

    @Test
    void a_change_of_a_version_that_is_no_longer_stored_is_refused() {
        var tag = etag(read(NOON));
        assertThat(saveFrom(tag, NEW_YORK).status()).isEqualTo(200);

        assertThat(saveFrom(tag, ROME).status()).isEqualTo(412);
        assertThat(saveFrom(tag, NEW_YORK).status()).as("repeated").isEqualTo(200);
        assertThat(saveFrom("*", ROME).status()).isEqualTo(200);
        assertThat(read(NOON).text("next_time_zone")).isEqualTo("Europe/Rome");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"time_zone":"Rome"}                                | /time_zone
            {"time_zone":"+01:00"}                              | /time_zone
            {"time_zone":"SystemV/PST8PDT"}                     | /time_zone
            {"name":"Acme"}                                     | /time_zone
            {"name":" Acme","time_zone":"Europe/Rome"}          | /name
            {"name":"","time_zone":"Europe/Rome"}               | /name
            {"name":"A\u202Eemca","time_zone":"Europe/Rome"}    | /name
            {"name":"Acme","time_zone":"Europe/Rome","id":"x"}  | /id
            """)
    void another_body_is_refused(String body, String pointer) {
        var refused = save(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsText("pointer")).containsExactly(pointer);
        assertThat(segments()).isZero();
    }

    @Test
    void members_read_it_and_owners_change_it() {
        var change = TestRequest.of("PUT /v1/organisation", "", NOON)
                .signedInAs(organisation, "[member]")
                .withJson(NEW_YORK);

        assertThat(handler.callRoute(change).text("permission")).isEqualTo("limits:write");
        assertThat(handler.callRoute(
                                TestRequest.of("GET /v1/organisation", "", NOON).signedInAs(organisation, "[member]"))
                        .status())
                .isEqualTo(200);
    }

    private void givenAnEntry() {
        var _ = DynamoDbFixture.ledger().commit(new OrganisationId(organisation), adjustment("1", NOON));
    }

    private long segments() {
        return DynamoDbFixture.accountQueries()
                .currentAccount(new OrganisationId(organisation), NOON)
                .segmentCount();
    }

    private HandlerResponse read(Instant at) {
        return handler.callRoute(TestRequest.of("GET /v1/organisation", "", at).signedInAs(organisation, "[owner]"));
    }

    private HandlerResponse save(String body) {
        return handler.callRoute(request(body));
    }

    private HandlerResponse saveFrom(String tag, String body) {
        return handler.callRoute(request(body).withHeader("if-match", tag));
    }

    private TestRequest request(String body) {
        return TestRequest.of("PUT /v1/organisation", "", NOON)
                .signedInAs(organisation, "[owner]")
                .withJson(body);
    }

    private static String etag(HandlerResponse response) {
        return String.valueOf(response.headers().get("etag"));
    }
}

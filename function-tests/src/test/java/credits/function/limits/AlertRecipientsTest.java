package credits.function.limits;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.DomainEvent.LimitsChanged;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.http.HttpEndpoint;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import credits.local.aws.interception.InterceptedDynamo;
import credits.money.Eur;
import credits.profile.ProfileStore;
import credits.vies.FakeVies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AlertRecipientsTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final HttpEndpoint ENDPOINT = EndpointFixture.withRoles(Map.of(
            "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.LIMITS_WRITE),
            "billing", Set.of(ApiPermission.USAGE_READ, ApiPermission.BILLING_READ),
            "member", Set.of(ApiPermission.USAGE_READ)));

    private final String organisation = "recipients_" + ORGANISATIONS.incrementAndGet();
    private final OrganisationId id = new OrganisationId(organisation);
    private final DisturbedWrites writes = new DisturbedWrites();
    private final DynamoDbClient dynamo = new InterceptedDynamo(DynamoDbFixture.DYNAMO, writes);
    private final HandlerInvoker limits = new HandlerInvoker(new LimitsHandler(
            ENDPOINT,
            new Wiring(
                    DynamoDbFixture.accountQueries(),
                    DynamoDbFixture.ledgerWith(dynamo),
                    new ProfileStore(dynamo, DynamoDbFixture.TABLE_NAME),
                    DynamoDbFixture.erasedMembers(),
                    new RecipientConfirmations(DynamoDbFixture.profileStore(), _ -> {}),
                    FakeVies.unreachable(),
                    true)));

    @Test
    void no_recipients_are_listed_until_they_are_saved() {
        assertThat(recipients(readAs("[owner]"))).isEmpty();

        var saved = save("null", "null", "[\"g@acme.example\",\"m@acme.example\"]", tag());

        assertThat(saved.status()).isEqualTo(200);
        assertThat(recipients(saved)).containsExactly("g@acme.example", "m@acme.example");
        assertThat(readAs("[owner]").body()).isEqualTo(saved.body());
        assertThat(readAs("[owner]").headers().get("etag"))
                .isEqualTo(saved.headers().get("etag"))
                .isNotEqualTo("\"0-0\"");
        assertThat(saved.body().path("last_changed").path("by").asText()).isEqualTo("usr_giulia");
    }

    @Test
    void only_those_who_set_the_recipients_or_may_read_billing_data_see_them() {
        var saved = save("null", "null", "[\"g@acme.example\"]", tag());

        assertThat(readAs("[member]").body().path("alert_recipients").isNull()).isTrue();
        for (var role : List.of("[billing]", "[owner]"))
            assertThat(readAs(role).body()).isEqualTo(saved.body());
    }

    @Test
    void a_stale_save_does_not_overwrite_recipients() {
        var seenByBoth = tag();
        var _ = save("null", "\"50\"", "[\"first@acme.example\"]", seenByBoth);
        var second = save("null", "\"50\"", "[\"second@acme.example\"]", seenByBoth);

        assertThat(second.status()).isEqualTo(412);
        assertThat(recipients(readAs("[owner]"))).containsExactly("first@acme.example");
    }

    @Test
    void a_stale_limit_is_refused_as_a_whole_and_changes_no_recipients() {
        var seenByBoth = tag();
        var _ = save("null", "\"50\"", "[]", seenByBoth);

        var second = save("null", "\"60\"", "[\"second@acme.example\"]", seenByBoth);

        assertThat(second.status()).isEqualTo(412);
        assertThat(recipients(readAs("[owner]"))).isEmpty();
        assertThat(readAs("[owner]").text("allowed_limit")).isEqualTo("50.00");
    }

    @Test
    void saving_the_current_values_succeeds_whatever_the_tag_and_writes_nothing() {
        var stale = tag();
        var first = save("\"10\"", "\"50\"", "[\"g@acme.example\"]", stale);
        writes.forbidWrites();

        var again = save("\"10\"", "\"50\"", "[\"g@acme.example\"]", stale);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().get("etag")).isEqualTo(first.headers().get("etag"));
    }

    @Test
    void a_crash_between_profile_and_chain_is_undecided_and_a_retry_completes_it() {
        var _ = save("null", "\"50\"", "[]", "*");
        var tag = tag();
        writes.failNextPut();

        var crashed = save("null", "\"70\"", "[\"new@acme.example\"]", tag);
        var between = readAs("[owner]");
        var repeated = save("null", "\"70\"", "[\"new@acme.example\"]", tag);

        assertThat(crashed.status()).isEqualTo(503);
        assertThat(recipients(between)).containsExactly("new@acme.example");
        assertThat(between.text("allowed_limit")).isEqualTo("50.00");
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.text("allowed_limit")).isEqualTo("70.00");
        assertThat(readAs("[owner]").body()).isEqualTo(repeated.body());
    }

    @Test
    void a_save_that_loses_the_race_on_the_chain_restores_the_recipients() {
        var _ = save("null", "\"50\"", "[\"old@acme.example\"]", "*");
        var tag = tag();
        writes.beforeNextPut(() -> {
            var _ = DynamoDbFixture.ledger().commit(id, limitsChange("none", "90", NOON));
        });

        var lost = save("null", "\"70\"", "[\"new@acme.example\"]", tag);

        assertThat(lost.status()).isEqualTo(412);
        assertThat(recipients(readAs("[owner]"))).containsExactly("old@acme.example");
        assertThat(readAs("[owner]").text("allowed_limit")).isEqualTo("90.00");
        assertThat(tag()).isNotEqualTo(tag);
    }

    @Test
    void recipients_saved_in_between_are_overwritten_only_with_if_match_star() {
        var tag = tag();
        writes.beforeNextUpdate(() -> {
            var _ = save("null", "null", "[\"other@acme.example\"]", "*");
        });
        assertThat(save("null", "null", "[\"mine@acme.example\"]", tag).status())
                .isEqualTo(412);
        assertThat(recipients(readAs("[owner]"))).containsExactly("other@acme.example");

        writes.beforeNextUpdate(() -> {
            var _ = save("null", "null", "[\"third@acme.example\"]", "*");
        });
        assertThat(save("null", "null", "[\"mine@acme.example\"]", "*").status())
                .isEqualTo(200);
        assertThat(recipients(readAs("[owner]"))).containsExactly("mine@acme.example");
    }

    @Test
    void a_profile_update_that_the_SDK_repeats_is_recognised_by_reading_again() {
        writes.repeatNextUpdate();

        assertThat(save("null", "null", "[\"g@acme.example\"]", tag()).status()).isEqualTo(200);
        assertThat(readAs("[owner]").headers().get("etag")).isEqualTo("\"0-1\"");
    }

    @Test
    void last_changed_is_the_later_of_the_two_changes() {
        var _ = save("null", "\"50\"", "[]", "*", NOON);
        var _ = save("null", "\"50\"", "[\"g@acme.example\"]", "*", NOON.plusSeconds(60));
        assertThat(readAs("[owner]").body().at("/last_changed/at").asText()).isEqualTo("2026-11-22T12:01:00Z");

        var _ = save("null", "\"51\"", "[\"g@acme.example\"]", "*", NOON.plusSeconds(120));
        assertThat(readAs("[owner]").body().at("/last_changed/at").asText()).isEqualTo("2026-11-22T12:02:00Z");
    }

    @Test
    void the_chain_records_every_limit_change_and_no_address() {
        var ledger = DynamoDbFixture.ledger();
        var _ = ledger.commit(id, adjustment("10", NOON));
        var _ = ledger.commit(id, bookReports(queryReport(1, NOON)));
        var _ = save("\"40\"", "\"50\"", "[\"g@acme.example\"]", "*", NOON.plusSeconds(60));
        var _ = save("null", "\"70.25\"", "[\"m@acme.example\"]", "*", NOON.plusSeconds(120));

        var changes = items().stream()
                .map(Segment::fromItem)
                .filter(segment -> segment.events().stream().anyMatch(LimitsChanged.class::isInstance))
                .toList();

        assertThat(changes.stream().map(Segment::accountingTime))
                .containsExactly(NOON.plusSeconds(60), NOON.plusSeconds(120));
        var giulia = new MemberId("usr_giulia");
        assertThat(changes.stream().map(segment -> segment.events().getFirst()))
                .containsExactly(
                        new LimitsChanged(giulia, Optional.empty(), Optional.empty(), eur("40"), eur("50")),
                        new LimitsChanged(giulia, eur("40"), eur("50"), Optional.empty(), eur("70.25")));
        assertThat(items().toString()).doesNotContain("acme.example");
        assertThat(limits.log()).doesNotContain("acme.example");
    }

    private static Optional<Eur> eur(String amount) {
        return Optional.of(Eur.of(amount));
    }

    private List<Map<String, AttributeValue>> items() {
        return new SegmentStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .itemsFrom(id, 0, 100)
                .items();
    }

    private static List<String> recipients(HandlerResponse response) {
        var addresses = response.body().path("alert_recipients");
        return addresses.valueStream().map(JsonNode::asText).toList();
    }

    private String tag() {
        return String.valueOf(readAs("[owner]").headers().get("etag"));
    }

    private HandlerResponse readAs(String roles) {
        return limits.callRoute(TestRequest.of("GET /v1/limits", "", NOON).signedInAs(organisation, roles));
    }

    private HandlerResponse save(String alert, String limit, String recipients, String tag) {
        return save(alert, limit, recipients, tag, NOON);
    }

    private HandlerResponse save(String alert, String limit, String recipients, String tag, Instant at) {
        var body = "{\"alert_threshold\":%s,\"allowed_limit\":%s,\"alert_recipients\":%s}"
                .formatted(alert, limit, recipients);
        return limits.callRoute(TestRequest.of("PUT /v1/limits", "", at)
                .signedInAs(organisation, "[owner]")
                .withJson(body)
                .withHeader("if-match", tag));
    }
}

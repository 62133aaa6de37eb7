package credits.function.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.HandlerInvoker;
import credits.TestData;
import credits.account.command.AccountCommand;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.JoinedSegments;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.payment.QuarantineReason;
import credits.payment.store.PaymentQuarantine;
import credits.payment.store.QuarantinedPayment;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.pricing.store.PriceListStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AnnounceHandlerTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Ledger ledger = DynamoDbFixture.ledger();
    private final HandlerInvoker announce = AnnounceFixture.newInvoker();
    private final OrganisationId organisation = new OrganisationId("announce_" + ORGANISATIONS.incrementAndGet());

    @Test
    void each_event_of_a_segment_becomes_its_own_cloud_event() {
        commit(TestData.adjustment("10", TestData.NOON));
        commit(TestData.limitsChange("1.00", "1.20", TestData.NOON));
        commit(TestData.bookReports(TestData.queryReport(20, TestData.NOON)));

        var events = announce(segment(2));

        assertThat(events.valueStream().map(each -> each.path("type").asText()))
                .containsExactly(
                        "credits.usage.uncovered.v1", "credits.limit.alert_crossed.v1", "credits.limit.reached.v1");
        var reached = events.get(2);
        assertThat(reached.path("specversion").asText()).isEqualTo("1.0");
        assertThat(reached.path("source").asText()).isEqualTo("/credits/test");
        assertThat(reached.path("subject").asText()).isEqualTo(organisation.value());
        assertThat(reached.path("id").asText()).isEqualTo(organisation + "/000000000002/2");
        assertThat(reached.path("time").asText()).isEqualTo(TestData.NOON.toString());
        assertThat(reached.path("data").toString()).isEqualTo("""
                {"allowed_limit":"1.20","used":"1.20","resets_at":"2026-11-30T23:00:00Z",\
                "date":"2026-11-22","time_zone":"Europe/Rome"}""");
    }

    @Test
    void a_repeated_record_yields_the_same_events_each_with_its_own_id() {
        commit(TestData.adjustment("10", TestData.NOON));
        commit(TestData.limitsChange("1.00", "1.20", TestData.NOON));
        commit(TestData.bookReports(TestData.queryReport(20, TestData.NOON)));

        var first = announce(segment(0), segment(1), segment(2));
        var again = announce(segment(0), segment(1), segment(2));

        assertThat(again).isEqualTo(first);
        assertThat(first).hasSize(5);
        assertThat(first.valueStream().map(each -> each.path("id").asText())).doesNotHaveDuplicates();
    }

    @Test
    void segments_appended_in_one_item_yield_the_same_events_as_if_each_had_its_own() {
        commit(TestData.adjustment("10", TestData.NOON));
        commit(TestData.limitsChange("1.00", "1.20", TestData.NOON));
        commit(TestData.bookReports(TestData.queryReport(20, TestData.NOON)));
        commit(TestData.bookReports(TestData.queryReport(1, TestData.NOON)));
        var alone = announce(segment(2), segment(3));

        JoinedSegments.join(organisation, 2, 3);

        assertThat(segment(2).at("/dynamodb/NewImage/events/B").isTextual()).isTrue();
        assertThat(announce(segment(2))).isEqualTo(alone);
        assertThat(alone).isNotEmpty();
    }

    /// A pipe that loses its position reads its shard again from the beginning, in different batches.
    @Test
    void a_stream_replayed_in_other_batches_yields_the_same_events_with_the_same_ids() {
        commit(TestData.adjustment("10", TestData.NOON));
        commit(TestData.limitsChange("1.00", "1.20", TestData.NOON));
        commit(TestData.bookReports(TestData.queryReport(20, TestData.NOON)));
        var whole = announce(segment(0), segment(1), segment(2));

        var pieces = JSON.arrayNode();
        for (var piece : List.of(announce(segment(0)), announce(segment(0), segment(1)), announce(segment(2))))
            pieces.addAll((ArrayNode) piece);

        assertThat(new HashSet<>(pieces.valueStream().toList()))
                .isEqualTo(new HashSet<>(whole.valueStream().toList()));
        assertThat(pieces).hasSizeGreaterThan(whole.size());
    }

    /// Its owner is not certain, so the event names no organisation.
    @Test
    void a_quarantined_payment_is_published_once_and_names_no_organisation() {
        var object = "cs_" + organisation;
        new PaymentQuarantine(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .add(new QuarantinedPayment(object, QuarantineReason.AMOUNT, "evt_1", TestData.NOON));
        var key =
                Map.of("p", AttributeValue.fromS("QUARANTINE#2026-11"), "s", AttributeValue.fromS(object + "#amount"));

        var published = announce(AnnounceFixture.record(key));
        var again = announce(AnnounceFixture.record(key).put("eventName", "MODIFY"));

        assertThat(again).isEmpty();
        AnnounceFixture.assertThatEventMatchesContract(published.get(0).toString());
        assertThat(published.toString()).isEqualTo("""
                [{"specversion":"1.0","id":"QUARANTINE#2026-11/%1$s#amount","type":"credits.payment.quarantined.v1",\
                "source":"/credits/test","time":"2026-11-22T12:00:00Z","datacontenttype":"application/json",\
                "data":{"object":"%1$s","reason":"amount","event":"evt_1"}}]""".formatted(object));
    }

    @Test
    void a_new_price_list_is_published_once_with_who_published_it_and_when() {
        var price = new Price(
                new Operation("query.run"),
                "Deep search",
                new OperationCategory("Search"),
                new UnitRate(Eur.of("0.12"), new BillingUnit(1, "requests")));
        var list = new PriceList(TestData.NOON.plusSeconds(3_600), List.of(price));
        var _ = new PriceListStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .publish(list, new MemberId("usr_operator"), TestData.NOON);
        var key = Map.of("p", AttributeValue.fromS("PRICES"), "s", AttributeValue.fromS("V#2026-11-22T13:00:00Z"));

        var published = announce(AnnounceFixture.record(key));
        var again = announce(AnnounceFixture.record(key).put("eventName", "MODIFY"));

        assertThat(again).isEmpty();
        AnnounceFixture.assertThatEventMatchesContract(published.get(0).toString());
        assertThat(published.toString()).isEqualTo("""
                [{"specversion":"1.0","id":"prices/2026-11-22T13:00:00Z","type":"credits.prices.published.v1",\
                "source":"/credits/test","time":"2026-11-22T12:00:00Z","datacontenttype":"application/json",\
                "data":{"effective_from":"2026-11-22T13:00:00Z","by":"usr_operator"}}]""");
    }

    @Test
    void a_changed_or_removed_segment_raises_an_alarm_and_publishes_nothing() {
        commit(TestData.adjustment("10", TestData.NOON));

        var changed = announce(segment(0).put("eventName", "MODIFY"));
        var removed = segment(0).put("eventName", "REMOVE");
        ((ObjectNode) removed.path("dynamodb")).remove("NewImage");

        assertThat(changed).isEmpty();
        assertThat(announce(removed)).isEmpty();
        assertThat(announce.log())
                .contains("segment_changed", "MODIFY", "REMOVE", "O#" + organisation, "L#000000000000");
    }

    @Test
    void an_item_that_is_not_a_segment_is_never_published() {
        commit(TestData.adjustment("10", TestData.NOON));
        var profile = segment(0);
        var keys = (ObjectNode) profile.path("dynamodb").path("Keys");
        keys.putObject("p").put("S", "P#" + organisation);
        keys.putObject("s").put("S", "PROFILE");

        assertThatThrownBy(() -> announce(profile)).hasMessage("not a segment");
    }

    @Test
    void a_segment_written_by_newer_code_fails_so_that_the_pipe_retries() {
        commit(TestData.adjustment("10", TestData.NOON));
        var newer = segment(0);
        ((ObjectNode) newer.path("dynamodb").path("NewImage")).putObject("v").put("N", "9");

        assertThatThrownBy(() -> announce(newer)).hasMessageContaining("deploy newer code");
    }

    @Test
    void more_events_than_one_bus_call_accepts_are_published_in_batches_without_loss_or_duplicates() {
        var all = IntStream.range(0, 35).boxed().toList();
        all.forEach(_ -> commit(TestData.adjustment("1", TestData.NOON)));
        var records = all.stream().map(this::segment).toArray(ObjectNode[]::new);

        var publishedIds = new ArrayList<String>();
        var answer = announce(records);
        for (int rounds = 1; true; rounds++) {
            assertThat(answer.size()).isLessThanOrEqualTo(10);
            answer.valueStream()
                    .filter(each -> !each.path("type").asText().equals("events.continued"))
                    .forEach(each -> publishedIds.add(each.path("id").asText()));
            var last = answer.get(answer.size() - 1);
            if (!last.path("type").asText().equals("events.continued")) break;
            assertThat(rounds).isLessThan(10);
            answer = announce(message(last));
        }

        assertThat(publishedIds).hasSize(35);
        assertThat(new HashSet<>(publishedIds)).hasSize(35);
    }

    private JsonNode announce(ObjectNode... records) {
        return announce.invoke(JSON.arrayNode().addAll(List.of(records)).toString());
    }

    // The message that a pipe receives from the queue of a rule.
    private static ObjectNode message(JsonNode detail) {
        var event = JSON.objectNode();
        event.put("detail-type", detail.path("type").asText());
        event.set("detail", detail);
        return JSON.objectNode().put("eventSource", "aws:sqs").put("body", event.toString());
    }

    // The stream record of an appended segment.
    private ObjectNode segment(int number) {
        return AnnounceFixture.record(Map.of(
                "p", AttributeValue.fromS("O#" + organisation),
                "s", AttributeValue.fromS("L#%012x".formatted(number))));
    }

    private void commit(AccountCommand<?> command) {
        var _ = ledger.commit(organisation, command);
    }
}

package credits.function.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.Given;
import credits.Invocation;
import credits.account.Command;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.LocalTable;
import credits.ledger.Parking;
import java.util.ArrayList;
import java.util.Base64;
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

    private final Ledger ledger = LocalTable.ledger();
    private final Invocation announce = new Invocation(new AnnounceHandler());
    private final OrganisationId organisation = new OrganisationId("announce_" + ORGANISATIONS.incrementAndGet());

    @Test
    void every_event_of_a_segment_is_a_cloud_event_of_its_own() {
        commit(Given.credits("10", Given.NOON));
        commit(Given.limits("1.00", "1.20", Given.NOON));
        commit(Given.booking(Given.queries(20, Given.NOON)));

        var events = announce(segment(2));

        assertThat(events.valueStream().map(each -> each.path("type").asText()))
                .containsExactly("usage.uncovered", "limit.alert_crossed", "limit.reached");
        var reached = events.get(2);
        assertThat(reached.path("specversion").asText()).isEqualTo("1.0");
        assertThat(reached.path("source").asText()).isEqualTo("credits");
        assertThat(reached.path("subject").asText()).isEqualTo(organisation.value());
        assertThat(reached.path("id").asText()).isEqualTo(organisation + "/000000000002/2");
        assertThat(reached.path("time").asText()).isEqualTo(Given.NOON.toString());
        assertThat(reached.path("data").toString()).isEqualTo("""
                {"allowed_limit":"1.20","used":"1.20","resets_at":"2026-11-30T23:00:00Z",\
                "date":"2026-11-22","time_zone":"Europe/Rome"}""");
    }

    @Test
    void the_same_record_gives_the_same_events_and_no_two_events_have_one_id() {
        commit(Given.credits("10", Given.NOON));
        commit(Given.limits("1.00", "1.20", Given.NOON));
        commit(Given.booking(Given.queries(20, Given.NOON)));

        var first = announce(segment(0), segment(1), segment(2));
        var again = announce(segment(0), segment(1), segment(2));

        assertThat(again).isEqualTo(first);
        assertThat(first).hasSize(5);
        assertThat(first.valueStream().map(each -> each.path("id").asText())).doesNotHaveDuplicates();
    }

    /// A pipe that loses its position reads its shard again from the beginning, in different batches.
    @Test
    void a_stream_that_comes_twice_and_in_pieces_tells_the_same_events_with_the_same_ids() {
        commit(Given.credits("10", Given.NOON));
        commit(Given.limits("1.00", "1.20", Given.NOON));
        commit(Given.booking(Given.queries(20, Given.NOON)));
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
    void what_is_set_aside_is_told_the_first_time_and_names_no_organisation() {
        var object = "cs_" + organisation;
        var parking = new Parking(LocalTable.DYNAMO, LocalTable.NAME);
        parking.quarantine(object, "amount", Given.NOON, "evt_1");
        var key =
                Map.of("p", AttributeValue.fromS("QUARANTINE#2026-11"), "s", AttributeValue.fromS(object + "#amount"));

        var told = announce(record(key));
        var again = announce(record(key).put("eventName", "MODIFY"));

        assertThat(again).isEmpty();
        assertThat(told.toString()).isEqualTo("""
                [{"specversion":"1.0","id":"QUARANTINE#2026-11/%1$s#amount","type":"payment.quarantined",\
                "source":"credits","time":"2026-11-22T12:00:00Z","datacontenttype":"application/json",\
                "data":{"object":"%1$s","reason":"amount","event":"evt_1"}}]""".formatted(object));
    }

    @Test
    void a_segment_that_was_changed_or_removed_is_an_alarm_and_no_event() {
        commit(Given.credits("10", Given.NOON));

        var changed = announce(segment(0).put("eventName", "MODIFY"));
        var removed = segment(0).put("eventName", "REMOVE");
        ((ObjectNode) removed.path("dynamodb")).remove("NewImage");

        assertThat(changed).isEmpty();
        assertThat(announce(removed)).isEmpty();
        assertThat(announce.log())
                .contains("segment_changed", "MODIFY", "REMOVE", "O#" + organisation, "L#000000000000");
    }

    @Test
    void what_is_no_segment_never_leaves_the_table() {
        commit(Given.credits("10", Given.NOON));
        var profile = segment(0);
        var keys = (ObjectNode) profile.path("dynamodb").path("Keys");
        keys.putObject("p").put("S", "P#" + organisation);
        keys.putObject("s").put("S", "PROFILE");

        assertThatThrownBy(() -> announce(profile)).hasMessage("not a segment");
    }

    @Test
    void a_segment_of_newer_code_is_a_fault_that_the_pipe_tries_again() {
        commit(Given.credits("10", Given.NOON));
        var newer = segment(0);
        ((ObjectNode) newer.path("dynamodb").path("NewImage")).putObject("v").put("N", "9");

        assertThatThrownBy(() -> announce(newer)).hasMessageContaining("deploy newer code");
    }

    @Test
    void more_events_than_the_bus_takes_at_once_come_in_rounds_and_none_is_lost_or_twice() {
        var all = IntStream.range(0, 35).boxed().toList();
        all.forEach(_ -> commit(Given.credits("1", Given.NOON)));
        var records = all.stream().map(this::segment).toArray(ObjectNode[]::new);

        var told = new ArrayList<String>();
        var answer = announce(records);
        for (int rounds = 1; true; rounds++) {
            assertThat(answer.size()).isLessThanOrEqualTo(10);
            answer.valueStream()
                    .filter(each -> !each.path("type").asText().equals("events.continued"))
                    .forEach(each -> told.add(each.path("id").asText()));
            var last = answer.get(answer.size() - 1);
            if (!last.path("type").asText().equals("events.continued")) break;
            assertThat(rounds).isLessThan(10);
            answer = announce(message(last));
        }

        assertThat(told).hasSize(35);
        assertThat(new HashSet<>(told)).hasSize(35);
    }

    private JsonNode announce(ObjectNode... records) {
        return announce.of(JSON.arrayNode().addAll(List.of(records)).toString());
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
        return record(Map.of(
                "p", AttributeValue.fromS("O#" + organisation),
                "s", AttributeValue.fromS("L#%012x".formatted(number))));
    }

    private static ObjectNode record(Map<String, AttributeValue> keys) {
        var item = LocalTable.DYNAMO
                .getItem(get -> get.tableName(LocalTable.NAME).key(keys))
                .item();
        var record = JSON.objectNode().put("eventName", "INSERT").put("eventSource", "aws:dynamodb");
        var dynamodb = record.putObject("dynamodb");
        dynamodb.set("Keys", attributes(keys));
        dynamodb.set("NewImage", attributes(item));
        return record;
    }

    private static ObjectNode attributes(Map<String, AttributeValue> item) {
        var attributes = JSON.objectNode();
        item.forEach((name, value) -> {
            var typed = attributes.putObject(name);
            if (value.s() != null) typed.put("S", value.s());
            else if (value.n() != null) typed.put("N", value.n());
            else typed.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
        });
        return attributes;
    }

    private void commit(Command<?> command) {
        var _ = ledger.commit(organisation, command);
    }
}

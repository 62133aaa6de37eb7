package credits.function.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import credits.Invocation;
import org.junit.jupiter.api.Test;

/// Documents are published once they are archived, from the document record of their payment.
class IssuedTest {
    private static final String PAPERWORK = """
            [{"eventSource":"aws:dynamodb","eventName":"MODIFY","dynamodb":{
              "Keys":{"p":{"S":"P#acme"},"s":{"S":"PAPER#01KAPG3V00Q7Y7M2B4C6D8E0FH"}},
              "NewImage":{"p":{"S":"P#acme"},"s":{"S":"PAPER#01KAPG3V00Q7Y7M2B4C6D8E0FH"},
                "invoice":{"M":{"number":{"S":"2026-000042"}}},
                "credit_notes":{"L":[]},
                "archived_number":{"S":"%s"},"archived_total":{"N":"6100"},"archived_bytes":{"N":"38127"},
                "archived_sha256":{"S":"0f0f"},"archived_at":{"N":"1795348800000"}}}}]""";

    private final Invocation announce = new Invocation(new AnnounceHandler());

    @Test
    void a_document_is_told_with_all_that_is_needed_to_fetch_and_check_it() {
        var event = told(PAPERWORK.formatted("2026-000042"));

        assertThat(event.path("id").asText()).isEqualTo("acme/2026-000042");
        assertThat(event.path("type").asText()).isEqualTo("invoice.issued");
        assertThat(event.path("subject").asText()).isEqualTo("acme");
        assertThat(event.path("time").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(event.path("data").toString()).isEqualTo("""
                {"payment":"01KAPG3V00Q7Y7M2B4C6D8E0FH","number":"2026-000042","kind":"invoice","total":"61.00",\
                "currency":"EUR","bytes":38127,"sha256":"0f0f"}""");
    }

    @Test
    void a_credit_note_is_told_as_what_it_is_and_a_repeat_has_the_same_id() {
        var note = told(PAPERWORK.formatted("CN-2026-000003"));

        assertThat(note.at("/data/kind").asText()).isEqualTo("credit_note");
        assertThat(told(PAPERWORK.formatted("CN-2026-000003"))).isEqualTo(note);
    }

    @Test
    void a_number_that_is_drawn_but_not_archived_yet_is_not_told() {
        var drawn = PAPERWORK
                .replaceAll("\"archived_[^}]*},?", "")
                .replace("[]},", "[]}")
                .formatted();

        assertThat(announce.of(drawn)).isEmpty();
    }

    @Test
    void a_payment_is_no_paperwork() {
        var payment = PAPERWORK.formatted("2026-000042").replace("PAPER#", "PAY#");

        assertThatThrownBy(() -> announce.of(payment)).isInstanceOf(IllegalStateException.class);
    }

    private JsonNode told(String records) {
        var events = announce.of(records);
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}

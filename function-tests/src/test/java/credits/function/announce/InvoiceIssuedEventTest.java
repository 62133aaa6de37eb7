package credits.function.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import org.junit.jupiter.api.Test;

/// Documents are published once they are archived, from the document record of their payment.
class InvoiceIssuedEventTest {
    private static final String DOCUMENT_RECORD = """
            [{"eventSource":"aws:dynamodb","eventName":"MODIFY","dynamodb":{
              "Keys":{"p":{"S":"P#acme"},"s":{"S":"PAPER#01KAPG3V00Q7Y7M2B4C6D8E0FH"}},
              "NewImage":{"p":{"S":"P#acme"},"s":{"S":"PAPER#01KAPG3V00Q7Y7M2B4C6D8E0FH"},
                "invoice":{"M":{"number":{"S":"2026-000042"}}},
                "credit_notes":{"L":[]},
                "archived_number":{"S":"%1$s"},"archived_total":{"N":"6100"},"archived_bytes":{"N":"38127"},
                "archived_sha256":{"S":"%2$s"},"archived_at":{"N":"1795348800000"}}}}]""";

    private static final String SHA256 = "0f".repeat(32);

    private final HandlerInvoker announce = AnnounceFixture.newInvoker();

    @Test
    void an_issued_document_is_published_with_everything_needed_to_fetch_and_verify_it() {
        var event = publish(record("2026-000042"));

        AnnounceFixture.assertThatEventMatchesContract(event.toString());
        assertThat(event.path("id").asText()).isEqualTo("acme/2026-000042");
        assertThat(event.path("type").asText()).isEqualTo("credits.invoice.issued.v1");
        assertThat(event.path("subject").asText()).isEqualTo("acme");
        assertThat(event.path("time").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(event.path("data").toString()).isEqualTo("""
                {"payment":"pay_01KAPG3V00Q7Y7M2B4C6D8E0FH","number":"2026-000042","kind":"invoice","total":"61.00",\
                "currency":"EUR","bytes":38127,"sha256":"%s"}""".formatted(SHA256));
    }

    @Test
    void a_credit_note_is_published_as_one_and_a_repeat_has_the_same_id() {
        var note = publish(record("CN-2026-000003"));

        assertThat(note.at("/data/kind").asText()).isEqualTo("credit_note");
        assertThat(publish(record("CN-2026-000003"))).isEqualTo(note);
    }

    @Test
    void a_number_that_is_assigned_but_not_yet_archived_is_not_published() {
        var drawn = DOCUMENT_RECORD.replaceAll("\"archived_[^}]*},?", "").replace("[]},", "[]}");

        assertThat(announce.invoke(drawn)).isEmpty();
    }

    @Test
    void a_payment_record_is_not_an_issued_document() {
        var payment = record("2026-000042").replace("PAPER#", "PAY#");

        assertThatThrownBy(() -> announce.invoke(payment)).isInstanceOf(IllegalStateException.class);
    }

    private static String record(String number) {
        return DOCUMENT_RECORD.formatted(number, SHA256);
    }

    private JsonNode publish(String records) {
        var events = announce.invoke(records);
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}

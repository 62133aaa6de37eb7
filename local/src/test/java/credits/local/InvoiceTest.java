package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.stripe.StripeStandIn;
import credits.local.stripe.account.Method;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// From the payment to the paper through the whole system: webhook, stream, bus, queue, archive, download.
class InvoiceTest {
    private static final RunningSystem SYSTEM = RunningSystem.start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Customer customer = SYSTEM.stranger();

    @AfterAll
    static void stop() {
        SYSTEM.close();
    }

    @Test
    void a_paid_top_up_has_its_invoice_and_a_refund_its_credit_note() throws Exception {
        var opened = paid("50.00");
        SYSTEM.await("the invoice", () -> payment().path("invoice").isObject());
        var path = "/v1/payments/" + opened.path("id").asText();
        var number = payment().at("/invoice/number").asText();

        var pdf = fetch(path + "/invoice", "application/pdf");
        var xml = fetch(path + "/invoice", "application/xml");

        assertThat(new String(pdf.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"" + number + ".pdf\"");
        assertThat(payment().at("/invoice/bytes").asInt()).isEqualTo(pdf.body().length);
        assertThat(new String(xml.body(), StandardCharsets.UTF_8))
                .contains(number, "Acme S.r.l.", "IT12345678903", ">61.00<", ">11.00<");
        assertThat(issued(number).at("/data/sha256").asText()).isEqualTo(sha256(pdf.body()));

        var _ = stripe().refund(session(opened), 3_333);
        stripe().tick();
        SYSTEM.await("the credit note", () -> payment().path("credit_notes").size() == 1);
        var note = payment().at("/credit_notes/0/number").asText();
        var credited = fetch(path + "/credit_notes/" + note, "application/xml");

        assertThat(new String(credited.body(), StandardCharsets.UTF_8)).contains(note, number, ">33.33<");
        assertThat(issued(note).at("/data/kind").asText()).isEqualTo("credit_note");
        assertThat(SYSTEM.stranger().get(path + "/invoice").statusCode()).isEqualTo(404);
        assertThat(books(number.substring(0, 4))).contains(number);
    }

    private JsonNode paid(String amount) {
        var json = Map.of("Content-Type", "application/json");
        var saved = SYSTEM.http().put("/v1/billing_profile", customer.token("owner"), json, TopUpTest.PROFILE);
        assertThat(RunningSystem.json(saved.body()).path("vat_id_status").asText())
                .isEqualTo("verified");
        var headers =
                Map.of("Content-Type", "application/json", "Idempotency-Key", Ulid.next(Instant.now(), new Random()));
        var opened = SYSTEM.http()
                .call("POST", "/v1/top_ups", customer.token("owner"), headers, "{\"amount\":\"" + amount + "\"}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        var topUp = RunningSystem.json(opened.body());
        assertThat(stripe().pay(session(topUp), Method.CARD)).isTrue();
        stripe().tick();
        return topUp;
    }

    private JsonNode payment() {
        return customer.read("/v1/payments").at("/data/0");
    }

    private String books(String series) {
        var token = SYSTEM.local().tokens(InstantSource.system()).token("platform", "usr_operator", "operator");
        return SYSTEM.http().get("/v1/invoices?series=" + series, token).body();
    }

    private static JsonNode issued(String number) {
        return SYSTEM.local().bus().newest().stream()
                .map(event -> event.path("detail"))
                .filter(detail -> detail.path("type").asText().equals("invoice.issued"))
                .filter(detail -> detail.at("/data/number").asText().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<byte[]> fetch(String path, String type) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(SYSTEM.local().address() + path))
                .header("Authorization", "Bearer " + customer.token("member"))
                .header("Accept", type);
        var answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains(type);
        return answer;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static StripeStandIn stripe() {
        return SYSTEM.local().payments().standIn().orElseThrow();
    }

    private static String session(JsonNode opened) {
        var url = opened.path("checkout_url").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }
}

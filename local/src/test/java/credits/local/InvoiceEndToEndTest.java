package credits.local;

import static credits.local.TopUpCustomer.sessionIdOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.archive.DocumentArchive;
import credits.invoicing.DocumentNumber;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.local.aws.service.FakeSes.SentEmail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// From the payment to the invoice through the whole system: webhook, stream, bus, queue, archive, download.
@ExtendWith(SharedSystemResolver.class)
class InvoiceEndToEndTest {
    private List<SentEmail> mailsWith(String document) {
        return system.localSystem().mailService().sentEmails().stream()
                .filter(email -> email.subject().endsWith(" " + document))
                .toList();
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final RunningSystem system;
    private final TopUpCustomer buyer;

    InvoiceEndToEndTest(RunningSystem system) {
        this.system = system;
        this.buyer = new TopUpCustomer(system.newOrganisation());
    }

    @Test
    void a_paid_top_up_has_its_invoice_and_a_refund_its_credit_note() throws Exception {
        var opened = buyer.payTopUp("50.00");
        system.await("the invoice", () -> buyer.newestPayment().path("invoice").isObject());
        assertThat(RunningSystem.parseJson(buyer.saveProfile().body())
                        .path("vat_id_status")
                        .asText())
                .isEqualTo("verified");
        var path = "/v1/payments/" + opened.path("id").asText();
        var number = buyer.newestPayment().at("/invoice/number").asText();

        var pdf = fetch(path + "/invoice", "application/pdf");
        var xml = fetch(path + "/invoice", "application/xml");

        assertThat(new String(pdf.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"" + number + ".pdf\"");
        assertThat(buyer.newestPayment().at("/invoice/bytes").asInt()).isEqualTo(pdf.body().length);
        assertThat(new String(xml.body(), StandardCharsets.UTF_8))
                .contains(number, "Acme S.r.l.", "IT12345678903", ">61.00<", ">11.00<");
        assertThat(awaitIssuedEvent(number).at("/data/sha256").asText()).isEqualTo(sha256(pdf.body()));

        var _ = buyer.stripe().refund(sessionIdOf(opened), 3_333);
        buyer.stripe().tick();
        system.await(
                "the credit note",
                () -> buyer.newestPayment().path("credit_notes").size() == 1);
        var note = buyer.newestPayment().at("/credit_notes/0/number").asText();
        var credited = fetch(path + "/credit_notes/" + note, "application/xml");

        assertThat(new String(credited.body(), StandardCharsets.UTF_8)).contains(note, number, ">33.33<");
        assertThat(awaitIssuedEvent(note).at("/data/kind").asText()).isEqualTo("credit_note");
        for (var document : List.of(number, note)) {
            system.await(
                    "the e-mail with " + document, () -> !mailsWith(document).isEmpty());
            assertThat(mailsWith(document)).singleElement().satisfies(mail -> {
                assertThat(mail.to()).isEqualTo("accounts@acme.example");
                assertThat(mail.attachments()).containsExactly(document + ".pdf", document + ".xml");
            });
        }
        assertThat(system.newOrganisation().get(path + "/invoice").statusCode()).isEqualTo(404);
        assertThat(invoiceList(number.substring(0, 4))).contains(number);
    }

    /// A ZIP waits for documents that are still being made, of whichever organisation.
    @Test
    void an_operator_downloads_the_documents_of_a_year_as_a_zip() throws Exception {
        var _ = buyer.payTopUp("50.00");
        system.await("the invoice", () -> buyer.newestPayment().path("invoice").isObject());
        var year = buyer.newestPayment().at("/invoice/number").asText().substring(0, 4);
        var token = system.issueToken("platform", "usr_operator", "operator");
        var zip = new AtomicReference<HttpResponse<byte[]>>();

        system.await("the ZIP", () -> {
            zip.set(send("/v1/invoices?series=" + year, "application/zip", token));
            return zip.get().statusCode() == 200;
        });

        var files = new TreeMap<String, String>();
        try (var contents =
                new ZipInputStream(new ByteArrayInputStream(zip.get().body()))) {
            for (var file = contents.getNextEntry(); file != null; file = contents.getNextEntry()) {
                var _ = files.put(file.getName(), new String(contents.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(3).allSatisfy((name, content) -> {
            assertThat(name).matches("[0-9]{4}-[0-9]{6}\\.(pdf|xml)|fatturapa/IT00743110157_[0-9A-Z]{5}\\.xml");
            assertThat(content).startsWith(name.endsWith(".pdf") ? "%PDF-" : "<?xml ");
        });
    }

    @Test
    void a_payment_whose_event_was_lost_is_invoiced_by_the_nightly_check(@TempDir Path folder) throws Exception {
        var deaf = new EditedTemplate().editResources("AWS::Events::Rule", rule -> {
            if (rule.at("/Properties/EventPattern") instanceof ObjectNode pattern
                    && pattern.toString().contains("credits.refunded.v1"))
                pattern.putArray("detail-type").add("nothing");
        });
        try (var system = RunningSystem.startWith(deaf.writeTo(folder))) {
            var buyer = new TopUpCustomer(system.newOrganisation());
            var _ = buyer.payTopUp("50.00");
            system.await(
                    "the credits",
                    () -> buyer.newestPayment().path("status").asText().equals("paid"));
            assertThat(buyer.newestPayment().path("invoice").isNull()).isTrue();

            assertThat(new ScheduleClient(system).runTask("paper")).contains("\"asked_for\":1");

            system.await(
                    "the invoice", () -> buyer.newestPayment().path("invoice").isObject());
        }
    }

    /// Red when a role lacks `s3:ListBucket`: S3 then answers 403 for a missing object, which looks like a fault.
    @Test
    void a_missing_file_is_not_taken_for_an_archive_that_does_not_answer() {
        var usage = system.localSystem().template().routes().stream()
                .filter(route -> route.path().equals("/v1/payments/{id}/invoice"))
                .findFirst()
                .orElseThrow()
                .function();
        var archive = DocumentArchive.of(system.environment(usage));

        assertThatThrownBy(() -> archive.documents()
                        .readXml(DocumentNumber.of("2020-000001"), new ArchivedFile(0, "", Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the archive lacks");
    }

    private String invoiceList(String series) {
        var token = system.issueToken("platform", "usr_operator", "operator");
        return system.http().get("/v1/invoices?series=" + series, token).body();
    }

    /// The event follows the invoice with a delay, because it goes through the stream.
    private JsonNode awaitIssuedEvent(String number) {
        system.await("the event of " + number, () -> issuedEvent(number).isPresent());
        return issuedEvent(number).orElseThrow();
    }

    private Optional<JsonNode> issuedEvent(String number) {
        return system.localSystem().eventBus().newestEvents().stream()
                .map(event -> event.path("detail"))
                .filter(detail -> detail.path("type").asText().equals("credits.invoice.issued.v1"))
                .filter(detail -> detail.at("/data/number").asText().equals(number))
                .findFirst();
    }

    private HttpResponse<byte[]> fetch(String path, String type) {
        var response = send(path, type, buyer.customer().token("owner"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains(type);
        return response;
    }

    private HttpResponse<byte[]> send(String path, String type, String token) {
        var request = HttpRequest.newBuilder(URI.create(system.localSystem().address() + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", type);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

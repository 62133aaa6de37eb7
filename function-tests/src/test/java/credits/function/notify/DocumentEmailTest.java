package credits.function.notify;

import static credits.ledger.DynamoDbFixture.DYNAMO;
import static credits.ledger.DynamoDbFixture.TABLE_NAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.event.AccountEvent;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Invoices and credit notes reach the address that the buyer gave for them.
class DocumentEmailTest {
    private static final LocalDate DAY = LocalDate.of(2061, 5, 4);
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final InvoiceIssuance ISSUANCE = new InvoiceIssuance(
            DYNAMO, TABLE_NAME, RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    private static final Seller SELLER = new Seller(
            "Lumen S.r.l.",
            new PostalAddress("Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.empty(), "IT"),
            "IT00743110157",
            "Lumen",
            Optional.empty(),
            Optional.empty());

    private final NotifyFixture notify = new NotifyFixture();
    private final PaymentId payment =
            new PaymentId(new UniqueId((NotifyFixture.NOON.toEpochMilli() << 16) | 0x7000, NUMBERS.incrementAndGet()));

    @AfterEach
    void close() {
        notify.close();
    }

    @ParameterizedTest
    @CsvSource({"de, Ihre Rechnung", "it, La tua fattura", "en, Your invoice", "fr, Votre facture", "es, Tu factura"})
    void an_invoice_is_sent_once_as_pdf_and_xml_in_the_buyer_s_language(String language, String subject) {
        var event = issued(invoice(language));

        assertThat(notify.failedIds(event)).isEmpty();
        assertThat(notify.failedIds(event, event)).isEmpty();

        assertThat(notify.mailService.recipients()).containsExactly("invoices@acme.example");
        var mail = notify.mailService.accepted().getFirst().at("/Content/Simple");
        assertThat(mail.at("/Subject/Data").asText()).startsWith(subject + " – 2061-");
        assertThat(mail.at("/Body/Text/Data").asText()).contains("122", "top_up=" + payment);
        assertThat(attachment(mail, 0)).endsWith(".pdf application/pdf the invoice");
        assertThat(attachment(mail, 1)).endsWith(".xml application/xml <xml/>");
        assertThat(mail.at("/Attachments")).hasSize(2);
    }

    @Test
    void a_credit_note_is_sent_too() {
        var invoice = invoice("en");
        var note = ISSUANCE.issueCorrection(
                        (TaxDocument.Invoice) invoice, PaymentDocuments.NONE, FinalReversals.ofRefunds(1_220), DAY)
                .document()
                .orElseThrow();
        archive(note, "the note");

        assertThat(notify.failedIds(issued(note))).isEmpty();

        var mail = notify.mailService.accepted().getFirst().at("/Content/Simple");
        assertThat(mail.at("/Subject/Data").asText()).startsWith("Your credit note – CN-2061-");
        assertThat(attachment(mail, 0)).endsWith("the note");
    }

    @Test
    void while_the_mail_service_is_down_the_document_waits_and_is_then_sent_once() {
        var event = issued(invoice("en"));
        notify.mailService.rejectWith("", "InternalFailure");
        assertThat(notify.failedIds(event)).hasSize(1);
        assertThat(notify.failedIds(event)).hasSize(1);

        notify.mailService.recover();

        assertThat(notify.failedIds(event)).isEmpty();
        assertThat(notify.failedIds(event)).isEmpty();
        assertThat(notify.mailService.recipients()).hasSize(1);
    }

    @Test
    void an_address_that_is_refused_raises_the_alarm_and_is_not_tried_again() {
        var event = issued(invoice("en"));
        notify.mailService.rejectWith("invoices@acme.example", "MessageRejected");

        assertThat(notify.failedIds(event)).isEmpty();
        assertThat(notify.failedIds(event)).isEmpty();

        assertThat(notify.handler.log()).contains("\"alarm\":\"mail_refused\"").doesNotContain("@");
        assertThat(notify.mailService.accepted()).isEmpty();
    }

    /// A worker that crashed holds its claim for as long as it may have lived.
    @Test
    void a_claim_of_a_crashed_delivery_ends_by_itself() {
        var document = invoice("en");
        var crashed = new MailedDocuments(DYNAMO, TABLE_NAME);
        assertThat(crashed.tryClaim(notify.organisation, document.number(), NotifyFixture.NOON))
                .isTrue();
        assertThat(notify.failedIds(issued(document))).hasSize(1);

        notify.advance(Duration.ofMinutes(2));

        assertThat(notify.failedIds(issued(document))).isEmpty();
        assertThat(notify.mailService.recipients()).hasSize(1);
    }

    private static String attachment(JsonNode mail, int index) {
        var file = mail.at("/Attachments/" + index);
        return file.path("FileName").asText() + " " + file.path("ContentType").asText() + " "
                + new String(Base64.getDecoder().decode(file.path("RawContent").asText()), UTF_8);
    }

    private AccountEvent issued(TaxDocument document) {
        return new AccountEvent(
                notify.organisation + "/" + document.number(),
                "credits.invoice.issued.v1",
                notify.organisation,
                NotifyFixture.NOON,
                Json.object()
                        .put("payment", payment.toString())
                        .put("number", document.number().toString())
                        .build());
    }

    private TaxDocument invoice(String language) {
        var buyer = new BillingProfile(
                "Acme S.r.l.",
                "Via Po 2",
                Optional.empty(),
                "10123",
                "Torino",
                Optional.empty(),
                "IT",
                Optional.empty(),
                language,
                "invoices@acme.example");
        var vat = new DecidedVat(VatTreatment.STANDARD, 2_200, 2_200, Optional.of("IT"));
        var data = new InvoiceData(
                notify.organisation, payment, DAY, "pi_1", SELLER, buyer, new VatBreakdown(10_000, vat));
        var invoice = ISSUANCE.issueInvoice(data, PaymentDocuments.NONE, DAY).document();
        archive(invoice, "the invoice");
        return invoice;
    }

    private static void archive(TaxDocument document, String pdf) {
        var file = NotifyFixture.ARCHIVE
                .archive()
                .store(document.number(), pdf.getBytes(UTF_8), "<xml/>".getBytes(UTF_8), _ -> true);
        var data = document.invoiceData();
        var known = new InvoiceQueries(DYNAMO, TABLE_NAME).findDocuments(data.organisation(), data.paymentId());
        var _ = ISSUANCE.markArchived(document, known, file, NotifyFixture.NOON);
    }
}

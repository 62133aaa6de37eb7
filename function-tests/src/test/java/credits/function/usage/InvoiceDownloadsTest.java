package credits.function.usage;

import static credits.TestParties.ACME;
import static credits.TestParties.LUMEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.archive.InMemoryBucket;
import credits.identity.MemberId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.FinalReversals;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.PaymentLedger;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceDownloadsTest {
    private static final Supplier<RetryPolicy> RETRY_POLICY =
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
    private static final PaymentLedger PAYMENTS = new PaymentLedger(
            DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ledger(), RETRY_POLICY);
    private static final InvoiceIssuance INVOICES =
            new InvoiceIssuance(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, RETRY_POLICY);
    private static final InvoiceQueries QUERIES =
            new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final AtomicLong MADE = new AtomicLong();

    private final OwnerFixture owner = new OwnerFixture();
    private final OwnerFixture stranger = new OwnerFixture();
    private final InMemoryBucket bucket = new InMemoryBucket();
    private final HandlerInvoker usage =
            new HandlerInvoker(OwnerFixture.handler(DynamoDbFixture.accountQueries(), bucket));

    @Test
    void an_invoice_is_not_ready_until_archived_and_then_is_the_archived_file() {
        var payment = paidPayment();

        var before = get(owner, "GET /v1/payments/{id}/invoice", payment, "", "");
        var invoice = issueInvoice(payment);
        var drawn = get(owner, "GET /v1/payments/{id}/invoice", payment, "", "");
        archive(invoice, "the invoice");
        var after = get(owner, "GET /v1/payments/{id}/invoice", payment, "", "");

        assertThat(before.status()).isEqualTo(409);
        assertThat(before.text("code")).isEqualTo("invoice-not-ready");
        assertThat(before.headers()).containsEntry("retry-after", "2");
        assertThat(drawn.status()).isEqualTo(409);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.headers())
                .containsEntry("content-type", "application/pdf")
                .containsEntry("content-disposition", "attachment; filename=\"" + invoice.number() + ".pdf\"");
        assertThat(after.body().asText()).isEqualTo("the invoice");
        var listed = usage.callRoute(owner.request("GET /v1/payments", "", OwnerFixture.NOW))
                .body()
                .at("/data/0");
        assertThat(listed.at("/invoice/number").asText())
                .isEqualTo(invoice.number().toString());
        assertThat(listed.at("/invoice/bytes").asLong()).isEqualTo("the invoice".length());
    }

    @Test
    void the_xml_is_returned_only_if_preferred_over_the_pdf() {
        var payment = paidPayment();
        archive(issueInvoice(payment), "the invoice");

        assertThat(get(owner, "GET /v1/payments/{id}/invoice", payment, "", "application/xml")
                        .body()
                        .asText())
                .isEqualTo("<xml/>");
        assertThat(get(owner, "GET /v1/payments/{id}/invoice", payment, "", "application/pdf, application/xml;q=0.5")
                        .body()
                        .asText())
                .isEqualTo("the invoice");
    }

    @Test
    void a_credit_note_is_found_only_through_its_own_payment() {
        var payment = paidPayment(new Refund("re_1", Eur.ofCents(1_220), RefundStatus.SUCCEEDED));
        var other = paidPayment();
        var invoice = issueInvoice(payment);
        var note = INVOICES.issueCorrection(invoice, PaymentDocuments.NONE, FinalReversals.ofRefunds(1_220), TODAY)
                .document()
                .orElseThrow();
        var number = note.number().toString();
        var route = "GET /v1/payments/{id}/credit_notes/{number}";

        assertThat(get(owner, route, payment, number, "").status()).isEqualTo(409);
        archive(note, "the note");

        assertThat(get(owner, route, payment, number, "").body().asText()).isEqualTo("the note");
        assertThat(get(owner, route, other, number, "").status()).isEqualTo(404);
        assertThat(get(owner, route, payment, "CN-2026-999999", "").status()).isEqualTo(404);
        assertThat(get(owner, route, payment, "../brand/logo", "").status()).isEqualTo(404);
        assertThat(get(owner, route, payment, invoice.number().toString(), "").status())
                .isEqualTo(404);
        assertThat(get(stranger, route, payment, number, "").status()).isEqualTo(404);
    }

    @Test
    void an_invoice_that_cancels_a_credit_note_is_listed_and_found_by_its_number() {
        var payment = paidPayment();
        var route = "GET /v1/payments/{id}/invoice";
        var invoice = issueInvoice(payment);
        archive(invoice, "the invoice");
        var known = INVOICES.issueCorrection(invoice, PaymentDocuments.NONE, FinalReversals.ofRefunds(1_220), TODAY);
        var revoked = new FinalReversals(List.of(), Set.of("re_all"));
        var cancelling = INVOICES.issueCorrection(invoice, known.documents(), revoked, TODAY)
                .document()
                .orElseThrow();
        archive(cancelling, "the cancelling invoice");

        var notes = "GET /v1/payments/{id}/credit_notes/{number}";
        var found = get(owner, notes, payment, cancelling.number().toString(), "");
        var unknown = get(owner, notes, payment, "2026-999999", "");
        var listed = usage.callRoute(owner.request("GET /v1/payments", "", OwnerFixture.NOW))
                .body()
                .at("/data/0");

        assertThat(found.body().asText()).isEqualTo("the cancelling invoice");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(get(owner, route, payment, "", "").body().asText()).isEqualTo("the invoice");
        assertThat(listed.at("/credit_notes/0/number").asText())
                .isEqualTo(cancelling.number().toString());
        assertThat(listed.at("/invoice/number").asText())
                .isEqualTo(invoice.number().toString());
    }

    @Test
    void an_unpaid_payment_and_another_organisation_s_payment_have_no_invoice() {
        var open = openPayment();
        var paid = paidPayment();
        archive(issueInvoice(paid), "the invoice");

        assertThat(get(owner, "GET /v1/payments/{id}/invoice", open, "", "").status())
                .isEqualTo(404);
        assertThat(get(stranger, "GET /v1/payments/{id}/invoice", paid, "", "").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/payments/{id}/invoice, pay_01KAPG3V00Q7Y7M2B4C6D8E0FH",
        "GET /v1/payments/{id}/credit_notes/{number}, pay_01KAPG3V00Q7Y7M2B4C6D8E0FH CN-2026-000001"
    })
    void documents_name_the_buyer_and_need_billing_read(String route, String path) {
        var request = owner.request(route, path, OwnerFixture.NOW);

        assertThat(usage.callRoute(request).status()).isEqualTo(404);
        var refused = usage.callRoute(owner.by("[member]", request));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("billing:read");
    }

    @Test
    void an_unavailable_archive_is_a_503_and_a_tampered_file_is_a_500() {
        var payment = paidPayment();
        var invoice = issueInvoice(payment);
        archive(invoice, "the invoice");

        bucket.setUnavailable(true);
        assertThat(get(owner, "GET /v1/payments/{id}/invoice", payment, "", "").status())
                .isEqualTo(503);
        bucket.setUnavailable(false);
        var _ = bucket.objects().put("invoices/" + invoice.number() + ".pdf", "forged".getBytes(UTF_8));
        assertThat(get(owner, "GET /v1/payments/{id}/invoice", payment, "", "").status())
                .isEqualTo(500);
    }

    private HandlerResponse get(OwnerFixture who, String route, Payment payment, String number, String accept) {
        var id = new PaymentId(payment.id()).toString();
        var request = who.request(route, number.isEmpty() ? id : id + " " + number, OwnerFixture.NOW);
        return usage.callRoute(accept.isEmpty() ? request : request.withHeader("accept", accept));
    }

    private static Invoice issueInvoice(Payment payment) {
        var invoiceData = payment.toInvoiceData(LUMEN, DynamoDbFixture.ROME).orElseThrow();
        return INVOICES.issueInvoice(invoiceData, PaymentDocuments.NONE, TODAY).document();
    }

    private void archive(TaxDocument document, String contents) {
        var file = bucket.archive()
                .store(document.number(), contents.getBytes(UTF_8), "<xml/>".getBytes(UTF_8), _ -> true);
        var invoiceData = document.invoiceData();
        var known = QUERIES.findDocuments(invoiceData.organisation(), invoiceData.paymentId());
        var _ = INVOICES.markArchived(document, known, file, OwnerFixture.NOW);
    }

    private Payment paidPayment(PaymentUpdate... more) {
        var begun = openPayment();
        var updates = new ArrayList<PaymentUpdate>(List.of(more));
        updates.addFirst(new Paid("pi_" + begun.id(), Eur.ofCents(12_200), begun.createdAt()));
        return PAYMENTS.applyUpdates(begun.organisation(), begun.id(), updates, OwnerFixture.NOW);
    }

    private Payment openPayment() {
        var at = OwnerFixture.NOW.minusSeconds(600);
        var begun = Payment.begin(
                owner.organisation(),
                new UniqueId((at.toEpochMilli() << 16) | 0x7000, MADE.incrementAndGet()),
                new MemberId("usr_giulia"),
                at,
                at.plus(Duration.ofHours(2)),
                Eur.ofCents(10_000),
                new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, 2_200),
                Optional.of(ACME),
                "seal");
        return PAYMENTS.begin(begun, 1).orElseThrow();
    }
}

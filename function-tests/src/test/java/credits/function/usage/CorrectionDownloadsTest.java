package credits.function.usage;

import static credits.TestParties.LUMEN;
import static credits.TestParties.acme;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.PaymentId;
import credits.invoicing.FinalReversals;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.payment.DocumentedPayment;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Downloads of documents that correct others, and of those that were replaced.
class CorrectionDownloadsTest {
    private final InvoicedPaymentFixture fixture = new InvoicedPaymentFixture();

    @Test
    void an_invoice_that_cancels_a_credit_note_is_listed_and_found_by_its_number() {
        var payment = fixture.paidPayment();
        var route = "GET /v1/payments/{id}/invoice";
        var invoice = InvoicedPaymentFixture.issueInvoice(payment);
        fixture.archive(invoice, "the invoice");
        var known = InvoicedPaymentFixture.INVOICES.issueCorrection(
                invoice, PaymentDocuments.NONE, FinalReversals.ofRefunds(1_220), InvoicedPaymentFixture.TODAY);
        var revoked = new FinalReversals(List.of(), Set.of("re_all"));
        var cancelling = InvoicedPaymentFixture.INVOICES
                .issueCorrection(invoice, known.documents(), revoked, InvoicedPaymentFixture.TODAY)
                .document()
                .orElseThrow();
        fixture.archive(cancelling, "the cancelling invoice");

        var notes = "GET /v1/payments/{id}/credit_notes/{number}";
        var found =
                fixture.get(fixture.owner, notes, payment, cancelling.number().toString(), "");
        var unknown = fixture.get(fixture.owner, notes, payment, "2026-999999", "");
        var listed = fixture.usage
                .callRoute(fixture.owner.request("GET /v1/payments", "", OwnerFixture.NOW))
                .body()
                .at("/data/0");

        assertThat(found.body().asText()).isEqualTo("the cancelling invoice");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(fixture.get(fixture.owner, route, payment, "", "").body().asText())
                .isEqualTo("the invoice");
        assertThat(listed.at("/credit_notes/0/number").asText())
                .isEqualTo(cancelling.number().toString());
        assertThat(listed.at("/invoice/number").asText())
                .isEqualTo(invoice.number().toString());
    }

    /// Red when the invoice of a payment stays the one that another has replaced, or that one can no longer
    /// be found.
    @Test
    void the_invoice_is_the_one_that_stands_and_what_it_replaced_is_found_by_number() {
        var payment = fixture.paidPayment();
        var old = InvoicedPaymentFixture.issueInvoice(payment);
        fixture.archive(old, "the old invoice");
        var corrected = new DocumentedPayment(
                payment.withCorrectedBuyer(
                        acme("Acme Nuova S.r.l."), payment.vat(), payment.createdBy(), OwnerFixture.NOW),
                DynamoDbFixture.ROME);
        var reissued = InvoicedPaymentFixture.INVOICES.reissueInvoice(
                corrected.invoiceData(LUMEN).orElseThrow(),
                InvoicedPaymentFixture.QUERIES.findDocuments(payment.organisation(), new PaymentId(payment.id())),
                corrected.requiredDocuments(),
                InvoicedPaymentFixture.TODAY);
        var current = reissued.document().orElseThrow();
        fixture.archive(current, "the new invoice");

        var others = "GET /v1/payments/{id}/credit_notes/{number}";
        var listed = fixture.usage
                .callRoute(fixture.owner.request("GET /v1/payments", "", OwnerFixture.NOW))
                .body()
                .at("/data/0");

        assertThat(fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", payment, "", "")
                        .body()
                        .asText())
                .isEqualTo("the new invoice");
        assertThat(fixture.get(fixture.owner, others, payment, old.number().toString(), "")
                        .body()
                        .asText())
                .isEqualTo("the old invoice");
        assertThat(listed.at("/invoice/number").asText())
                .isEqualTo(current.number().toString());
        assertThat(listed.at("/credit_notes/0/number").asText())
                .as("the note is not archived yet")
                .isEqualTo(old.number().toString());
        assertThat(listed.path("reissuable_until").asText()).endsWith("Z");
    }
}

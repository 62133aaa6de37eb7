package credits.function.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.FinalReversals;
import credits.invoicing.store.PaymentDocuments;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceDownloadsTest {
    private final InvoicedPaymentFixture fixture = new InvoicedPaymentFixture();

    @Test
    void an_invoice_is_not_ready_until_archived_and_then_is_the_archived_file() {
        var payment = fixture.paidPayment();

        var before = fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", payment, "", "");
        var invoice = InvoicedPaymentFixture.issueInvoice(payment);
        var drawn = fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", payment, "", "");
        fixture.archive(invoice, "the invoice");
        var after = fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", payment, "", "");

        assertThat(before.status()).isEqualTo(409);
        assertThat(before.text("code")).isEqualTo("invoice-not-ready");
        assertThat(before.headers()).containsEntry("retry-after", "2");
        assertThat(drawn.status()).isEqualTo(409);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.headers())
                .containsEntry("content-type", "application/pdf")
                .containsEntry("content-disposition", "attachment; filename=\"" + invoice.number() + ".pdf\"");
        assertThat(after.body().asText()).isEqualTo("the invoice");
        var listed = fixture.usage
                .callRoute(fixture.owner.request("GET /v1/payments", "", OwnerFixture.NOW))
                .body()
                .at("/data/0");
        assertThat(listed.at("/invoice/number").asText())
                .isEqualTo(invoice.number().toString());
        assertThat(listed.at("/invoice/bytes").asLong()).isEqualTo("the invoice".length());
    }

    @Test
    void the_xml_is_returned_only_if_preferred_over_the_pdf() {
        var payment = fixture.paidPayment();
        fixture.archive(InvoicedPaymentFixture.issueInvoice(payment), "the invoice");

        assertThat(fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", payment, "", "application/xml")
                        .body()
                        .asText())
                .isEqualTo("<xml/>");
        assertThat(fixture.get(
                                fixture.owner,
                                "GET /v1/payments/{id}/invoice",
                                payment,
                                "",
                                "application/pdf, application/xml;q=0.5")
                        .body()
                        .asText())
                .isEqualTo("the invoice");
    }

    @Test
    void a_credit_note_is_found_only_through_its_own_payment() {
        var payment = fixture.paidPayment(new Refund("re_1", Eur.ofCents(1_220), RefundStatus.SUCCEEDED));
        var other = fixture.paidPayment();
        var invoice = InvoicedPaymentFixture.issueInvoice(payment);
        var note = InvoicedPaymentFixture.INVOICES
                .issueCorrection(
                        invoice, PaymentDocuments.NONE, FinalReversals.ofRefunds(1_220), InvoicedPaymentFixture.TODAY)
                .document()
                .orElseThrow();
        var number = note.number().toString();
        var route = "GET /v1/payments/{id}/credit_notes/{number}";

        assertThat(fixture.get(fixture.owner, route, payment, number, "").status())
                .isEqualTo(409);
        fixture.archive(note, "the note");

        assertThat(fixture.get(fixture.owner, route, payment, number, "").body().asText())
                .isEqualTo("the note");
        assertThat(fixture.get(fixture.owner, route, other, number, "").status())
                .isEqualTo(404);
        assertThat(fixture.get(fixture.owner, route, payment, "CN-2026-999999", "")
                        .status())
                .isEqualTo(404);
        assertThat(fixture.get(fixture.owner, route, payment, "../brand/logo", "")
                        .status())
                .isEqualTo(404);
        assertThat(fixture.get(fixture.owner, route, payment, invoice.number().toString(), "")
                        .status())
                .isEqualTo(404);
        assertThat(fixture.get(fixture.stranger, route, payment, number, "").status())
                .isEqualTo(404);
    }

    @Test
    void an_unpaid_payment_and_another_organisation_s_payment_have_no_invoice() {
        var open = fixture.openPayment();
        var paid = fixture.paidPayment();
        fixture.archive(InvoicedPaymentFixture.issueInvoice(paid), "the invoice");

        assertThat(fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", open, "", "")
                        .status())
                .isEqualTo(404);
        assertThat(fixture.get(fixture.stranger, "GET /v1/payments/{id}/invoice", paid, "", "")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/payments/{id}/invoice, pay_01KAPG3V00Q7Y7M2B4C6D8E0FH",
        "GET /v1/payments/{id}/credit_notes/{number}, pay_01KAPG3V00Q7Y7M2B4C6D8E0FH CN-2026-000001"
    })
    void documents_name_the_buyer_and_need_billing_read(String route, String path) {
        var request = fixture.owner.request(route, path, OwnerFixture.NOW);

        assertThat(fixture.usage.callRoute(request).status()).isEqualTo(404);
        var refused = fixture.usage.callRoute(fixture.owner.by("[member]", request));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("billing:read");
    }

    @Test
    void an_unavailable_archive_is_a_503_and_a_tampered_file_is_a_500() {
        var payment = fixture.paidPayment();
        var invoice = InvoicedPaymentFixture.issueInvoice(payment);
        fixture.archive(invoice, "the invoice");

        fixture.bucket.setUnavailable(true);
        assertThat(fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", payment, "", "")
                        .status())
                .isEqualTo(503);
        fixture.bucket.setUnavailable(false);
        var _ = fixture.bucket.objects().put("invoices/" + invoice.number() + ".pdf", "forged".getBytes(UTF_8));
        assertThat(fixture.get(fixture.owner, "GET /v1/payments/{id}/invoice", payment, "", "")
                        .status())
                .isEqualTo(500);
    }
}

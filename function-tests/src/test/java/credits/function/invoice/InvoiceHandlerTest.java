package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.Vat;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import org.junit.jupiter.api.Test;

class InvoiceHandlerTest {
    private final InvoiceHandlerFixture fixture = new InvoiceHandlerFixture();

    @Test
    void a_credited_payment_gets_one_invoice_however_often_its_event_arrives() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_1", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON));

        assertThat(fixture.failedIds(payment, payment, payment)).isEmpty();
        assertThat(fixture.failedIds(payment)).isEmpty();

        var documentRef = fixture.documents(payment).invoice().orElseThrow();
        assertThat(documentRef.totalCents()).isEqualTo(12_200);
        var pdf = requireNonNull(fixture.bucket.objects().get("invoices/" + documentRef.number() + ".pdf"));
        assertThat(documentRef.archivedFile().orElseThrow().sizeBytes()).isEqualTo(pdf.length);
        assertThat(fixture.bucket.objects()).hasSize(2);
    }

    @Test
    void an_uncredited_payment_gets_no_invoice() {
        var open = fixture.openPayment(InvoiceHandlerFixture.VAT);

        assertThat(fixture.failedIds(open)).isEmpty();

        assertThat(fixture.documents(open).invoice()).isEmpty();
        assertThat(fixture.invoice.log()).contains("not_credited");
    }

    @Test
    void a_payment_that_cannot_be_invoiced_is_retried_and_blocks_no_other() {
        var unknown = InvoiceHandlerFixture.apply(
                fixture.openPayment(new Vat.PendingVat()),
                new Paid("pi_5", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON));
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_6", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON));

        assertThat(fixture.failedIds(unknown, payment)).containsExactly("m0");

        assertThat(fixture.documents(payment).invoice()).isPresent();
        assertThat(fixture.invoice.log())
                .contains("the VAT of a paid payment is unknown")
                .contains(",\"version\":12}")
                .doesNotContain("Bottega");
    }

    @Test
    void an_unavailable_archive_wastes_no_number_and_is_retried() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_7", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON));

        fixture.bucket.setUnavailable(true);
        assertThat(fixture.failedIds(payment)).containsExactly("m0");
        var assigned = fixture.documents(payment).invoice().orElseThrow();
        fixture.bucket.setUnavailable(false);
        assertThat(fixture.failedIds(payment)).isEmpty();

        assertThat(fixture.documents(payment).invoice().orElseThrow().number()).isEqualTo(assigned.number());
        assertThat(fixture.documents(payment).isArchived(assigned.number())).isTrue();
    }

    @Test
    void each_record_is_read_at_most_once_a_message() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_8", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON));

        assertThat(fixture.failedIds(payment)).isEmpty();
        assertThat(fixture.recorder.takeReads()).as("new").containsExactly("PAY#", "PAPER#", "2026");

        assertThat(fixture.failedIds(payment)).isEmpty();
        assertThat(fixture.recorder.takeReads()).as("complete").containsExactly("PAY#", "PAPER#");

        assertThat(fixture.failedIds(InvoiceHandlerFixture.apply(
                        payment, new Refund("re_1", Eur.ofCents(3_333), RefundStatus.SUCCEEDED))))
                .isEmpty();
        assertThat(fixture.recorder.takeReads()).as("refunded").containsExactly("PAY#", "PAPER#", "2026#", "CN-2026");
    }

    @Test
    void a_document_is_read_if_an_earlier_attempt_issued_it() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_9", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON));
        fixture.bucket.setUnavailable(true);
        assertThat(fixture.failedIds(payment)).containsExactly("m0");
        var _ = fixture.recorder.takeReads();

        fixture.bucket.setUnavailable(false);
        assertThat(fixture.failedIds(payment)).isEmpty();

        assertThat(fixture.recorder.takeReads()).containsExactly("PAY#", "PAPER#", "2026#");
    }
}

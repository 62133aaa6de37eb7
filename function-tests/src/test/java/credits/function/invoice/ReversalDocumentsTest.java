package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.NumberSeries;
import credits.invoicing.store.PaymentDocuments;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The documents of refunds and disputes.
class ReversalDocumentsTest {
    private final InvoiceHandlerFixture fixture = new InvoiceHandlerFixture();

    @Test
    void credit_notes_add_up_to_what_was_refunded_whatever_events_were_missed() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_2", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON),
                new Refund("re_1", Eur.ofCents(3_333), RefundStatus.SUCCEEDED),
                new Refund("re_2", Eur.ofCents(1), RefundStatus.FAILED));
        assertThat(fixture.failedIds(payment)).isEmpty();
        var more = InvoiceHandlerFixture.apply(payment, new Refund("re_3", Eur.ofCents(4_444), RefundStatus.SUCCEEDED));
        assertThat(fixture.failedIds(more)).isEmpty();

        assertThat(fixture.documents(payment).creditNotes())
                .extracting(PaymentDocuments.DocumentRef::totalCents)
                .containsExactly(3_333L, 4_444L);
        assertThat(fixture.documents(payment).creditNotes())
                .allMatch(note -> note.archivedFile().isPresent());
    }

    @Test
    void a_dispute_gets_a_credit_note_once_it_is_lost() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_3", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON),
                new Dispute("dp_1", Eur.ofCents(12_200), DisputeStatus.OPEN));
        assertThat(fixture.failedIds(payment)).isEmpty();
        assertThat(fixture.documents(payment).creditNotes()).isEmpty();

        assertThat(fixture.failedIds(InvoiceHandlerFixture.apply(
                        payment, new Dispute("dp_1", Eur.ofCents(12_200), DisputeStatus.LOST))))
                .isEmpty();

        assertThat(fixture.documents(payment).creditedCents()).isEqualTo(12_200);
    }

    /// Red when the note of a refund that failed stands: the seller's VAT would be short.
    @Test
    void a_credit_note_whose_refund_fails_is_cancelled_in_its_series_with_an_alarm() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_4", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON),
                new Refund("re_1", Eur.ofCents(1_220), RefundStatus.SUCCEEDED),
                new Refund("re_2", Eur.ofCents(3_333), RefundStatus.SUCCEEDED));
        assertThat(fixture.failedIds(payment)).isEmpty();
        assertThat(fixture.invoice.log()).doesNotContain("alarm");

        var failed = InvoiceHandlerFixture.apply(payment, new Refund("re_1", Eur.ofCents(1_220), RefundStatus.FAILED));
        assertThat(fixture.failedIds(failed)).isEmpty();
        assertThat(fixture.invoice.log()).contains("\"alarm\":\"credited_too_much\"");
        assertThat(fixture.failedIds(failed)).isEmpty();

        var cancelling = fixture.documents(payment).cancellations();
        assertThat(fixture.documents(payment).creditNotes()).hasSize(2);
        assertThat(cancelling).singleElement().satisfies(ref -> {
            assertThat(ref.totalCents()).isEqualTo(1_220);
            assertThat(ref.cancels())
                    .contains(
                            fixture.documents(payment).creditNotes().getFirst().number());
            assertThat(ref.number().series().kind()).isEqualTo(NumberSeries.Kind.INVOICES);
            assertThat(ref.archivedFile()).isPresent();
        });
        assertThat(fixture.documents(payment).creditedCents()).isEqualTo(3_333);
        var xml = requireNonNull(
                fixture.bucket.objects().get("invoices/" + cancelling.getFirst().number() + ".xml"));
        assertThat(new String(xml, StandardCharsets.UTF_8))
                .contains("<ram:TypeCode>380</ram:TypeCode>")
                .contains("<ram:IssuerAssignedID>"
                        + fixture.documents(payment).creditNotes().getFirst().number());
    }

    @Test
    void a_pending_refund_gets_its_credit_note_once_it_succeeds() {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid("pi_10", Eur.ofCents(12_200), InvoiceHandlerFixture.NOON),
                new Refund("re_1", Eur.ofCents(1_220), RefundStatus.PENDING));
        assertThat(fixture.failedIds(payment)).isEmpty();
        assertThat(fixture.documents(payment).creditNotes()).isEmpty();

        assertThat(fixture.failedIds(InvoiceHandlerFixture.apply(
                        payment, new Refund("re_1", Eur.ofCents(1_220), RefundStatus.SUCCEEDED))))
                .isEmpty();

        assertThat(fixture.documents(payment).creditedCents()).isEqualTo(1_220);
    }
}

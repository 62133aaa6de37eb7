package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.MemberId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.DocumentNumber;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// An invoice whose buyer is corrected: a note cancels it, another replaces it, and both refer to it.
class ReissuedInvoiceTest {
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final BillingProfile CORRECTED = InvoiceFixture.buyer(
                    "Bottega Rossi S.p.A.",
                    "Via Po 2",
                    "10124 Torino",
                    "IT",
                    InvoiceFixture.italianBuyer(DocumentLanguage.IT).vatId(),
                    DocumentLanguage.IT)
            .withReferences(InvoiceFixture.REFERENCES);

    private final InvoiceHandlerFixture fixture = new InvoiceHandlerFixture();

    @Test
    void a_corrected_buyer_gets_a_new_invoice_and_a_note_that_cancels_the_old_one() {
        var payment = paid("pi_20");
        var old = fixture.documents(payment).invoice().orElseThrow().number();

        var corrected = correct(payment);
        assertThat(fixture.failedIds(corrected)).isEmpty();
        var documents = fixture.documents(payment);
        assertThat(fixture.failedIds(corrected, corrected)).isEmpty();

        assertThat(fixture.documents(payment)).as("once").isEqualTo(documents);
        assertThat(documents.all())
                .hasSize(3)
                .allMatch(each -> each.archivedFile().isPresent());
        assertThat(documents.creditNotes()).singleElement().satisfies(note -> {
            assertThat(note.totalCents()).isEqualTo(12_200);
            assertThat(note.cancels()).contains(old);
            assertThat(xml(note.number()))
                    .contains("<ram:TypeCode>381</ram:TypeCode>", "<ram:Name>Bottega Verdi S.p.A.</ram:Name>")
                    .contains("<ram:IssuerAssignedID>" + old + "</ram:IssuerAssignedID>");
        });
        assertThat(documents.creditedCents()).as("nothing was reversed").isZero();
        var current = documents.invoice().map(DocumentRef::number).orElseThrow();
        assertThat(current).isNotEqualTo(old);
        assertThat(xml(current))
                .contains("<ram:TypeCode>380</ram:TypeCode>", "<ram:Name>Bottega Rossi S.p.A.</ram:Name>")
                .contains("<ram:IssuerAssignedID>" + old + "</ram:IssuerAssignedID>")
                .contains("<ram:BuyerReference>Kostenstelle 17</ram:BuyerReference>")
                .contains("<ram:URIID schemeID=\"0204\">991-01234-44</ram:URIID>")
                .contains("<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>PO-4711<");
        assertThat(fixture.invoice.log()).doesNotContain("alarm");
    }

    /// Red when the cancelling note is taken for a refund, or a later note refers to the invoice that was
    /// replaced.
    @Test
    void refunds_before_and_after_are_credited_once_each_on_the_invoice_that_stands() {
        var payment = paid("pi_21");
        var refunded =
                InvoiceHandlerFixture.apply(payment, new Refund("re_1", Eur.ofCents(1_220), RefundStatus.SUCCEEDED));
        assertThat(fixture.failedIds(refunded)).isEmpty();

        var corrected = correct(refunded);
        assertThat(fixture.failedIds(corrected)).isEmpty();
        var current = fixture.documents(payment).invoice().orElseThrow();
        var more =
                InvoiceHandlerFixture.apply(corrected, new Refund("re_2", Eur.ofCents(10_980), RefundStatus.SUCCEEDED));
        assertThat(fixture.failedIds(more)).isEmpty();

        var documents = fixture.documents(payment);
        assertThat(current.totalCents()).isEqualTo(10_980);
        assertThat(documents.creditNotes())
                .extracting(DocumentRef::totalCents)
                .containsExactly(1_220L, 10_980L, 10_980L);
        assertThat(xml(documents.creditNotes().getLast().number()))
                .contains("<ram:IssuerAssignedID>" + current.number() + "</ram:IssuerAssignedID>")
                .contains("<ram:GrandTotalAmount>109.80</ram:GrandTotalAmount>");
        assertThat(documents.creditedCents()).isEqualTo(12_200);
        assertThat(more.postedAmounts().clawedBack()).isEqualTo(Eur.ofCents(10_000));
    }

    @Test
    void of_a_payment_that_was_refunded_in_full_nothing_is_made_out_anew() {
        var payment = paid("pi_22");
        var refunded =
                InvoiceHandlerFixture.apply(payment, new Refund("re_1", Eur.ofCents(12_200), RefundStatus.SUCCEEDED));

        var corrected = correct(refunded);
        assertThat(fixture.failedIds(corrected)).isEmpty();

        assertThat(fixture.documents(payment).all()).hasSize(2);
        assertThat(fixture.invoice.log()).contains("\"outcome\":\"up_to_date\"");
    }

    private Payment paid(String paymentIntent) {
        var payment = InvoiceHandlerFixture.apply(
                fixture.openPayment(InvoiceHandlerFixture.VAT),
                new Paid(paymentIntent, Eur.ofCents(12_200), InvoiceHandlerFixture.NOON));
        assertThat(fixture.failedIds(payment)).isEmpty();
        return payment;
    }

    private static Payment correct(Payment payment) {
        return InvoiceHandlerFixture.correct(payment, CORRECTED, GIULIA);
    }

    private String xml(DocumentNumber number) {
        var file = requireNonNull(fixture.bucket.objects().get("invoices/" + number + ".xml"));
        return new String(file, StandardCharsets.UTF_8);
    }
}

package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Status;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.payment.DocumentedPayment;
import credits.payment.PaymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// VAT that was charged because the register had not answered about the buyer's number.
class VatCorrectionTest {
    private final VatCorrectionFixture sales = new VatCorrectionFixture();

    @AfterEach
    void close() {
        sales.payments.close();
    }

    @Test
    void the_VAT_is_returned_once_the_number_is_verified_and_the_credits_stay() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);

        assertThat(sales.correct(sold)).isOne();
        assertThat(sales.correct(sales.payments.stored(sold))).isZero();

        var corrected = sales.payments.stored(sold);
        assertThat(sales.vatRefunds()).containsExactly(2_200L);
        assertThat(corrected.vat()).isEqualTo(new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0));
        assertThat(corrected.total()).contains(Eur.of("100"));
        assertThat(corrected.vatAmount()).contains(Eur.ZERO);
        assertThat(corrected.state().vatReturned()).isEqualTo(Eur.of("22"));
        assertThat(corrected.state().reversed()).isEqualTo(Eur.ZERO);
        assertThat(corrected.status()).isEqualTo(PaymentStatus.PAID);
        assertThat(corrected.buyer().flatMap(BillingProfile::vatId))
                .contains(VatCorrectionFixture.vatId(Status.VERIFIED));
        assertThat(sales.payments.balance(sales.organisation)).isEqualTo("100.00");
        assertThat(sales.requested).hasSize(1);
        assertThat(sales.log).isEmpty();
    }

    @Test
    void a_credit_note_cancels_the_invoice_and_another_without_VAT_replaces_it() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        var _ = sales.correct(sold);

        var documents = sales.reissue(sales.payments.stored(sold));

        assertThat(documents)
                .extracting(document -> document.amounts().netCents())
                .containsExactly(10_000L, 10_000L, 10_000L);
        assertThat(documents)
                .extracting(document -> document.amounts().vatAmount().toCents())
                .containsExactly(2_200L, 0L, 2_200L);
        var replacing = documents.get(1).invoiceData();
        assertThat(replacing.amounts().vat().treatment()).isEqualTo(VatTreatment.REVERSE_CHARGE);
        assertThat(replacing.buyer().vatId().flatMap(VatId::evidence)).contains(VatCorrectionFixture.evidence());
    }

    /// Red when a crash between the two, or an event that is faster, returns the VAT twice or takes credits back.
    @Test
    void a_refund_of_VAT_that_Stripe_tells_of_first_is_not_made_again() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        assertThat(sales.refundVat(sold)).isPresent();
        sales.hearOfRefunds(sold);
        assertThat(sales.payments.stored(sold).vat()).isEqualTo(sold.vat());
        assertThat(sales.payments.balance(sales.organisation)).isEqualTo("100.00");

        sales.payments.clock().advance(Duration.ofDays(2));
        assertThat(sales.correct(sales.payments.stored(sold))).isOne();
        sales.hearOfRefunds(sold);

        assertThat(sales.vatRefunds()).containsExactly(2_200L);
        assertThat(sales.payments.stored(sold).total()).contains(Eur.of("100"));
        assertThat(sales.payments.balance(sales.organisation)).isEqualTo("100.00");
    }

    @Test
    void documents_are_due_also_if_asking_for_them_failed() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);

        assertThatThrownBy(() -> sales.correct(sold, _ -> {
                    throw new IllegalStateException("the queue");
                }))
                .hasMessage("the queue");

        var corrected = sales.payments.stored(sold);
        var due = new DocumentedPayment(corrected, DynamoDbFixture.ROME).requiredDocuments();
        assertThat(sales.documents(corrected).isComplete(due)).isFalse();
        assertThat(sales.reissue(corrected)).hasSize(3);
    }

    @Test
    void the_documents_wait_for_a_refund_that_is_on_its_way() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        var _ = sales.refundVat(sold);
        sales.payments.stripe().edit(sales.refundId(), refund -> refund.put("status", "pending"));

        assertThat(sales.correct(sold)).isZero();
        var waiting = sales.payments.stored(sold);
        assertThat(waiting.vat()).isEqualTo(sold.vat());
        assertThat(waiting.state().vatReturned()).isEqualTo(Eur.of("22"));
        assertThat(sales.log).isEmpty();

        sales.payments.clock().advance(VatCorrectionFixture.PERIOD);
        sales.payments.stripe().edit(sales.refundId(), refund -> refund.put("status", "succeeded"));
        assertThat(sales.correct(waiting)).isOne();
        assertThat(sales.payments.stored(sold).total()).contains(Eur.of("100"));
        assertThat(sales.payments.balance(sales.organisation)).isEqualTo("100.00");
    }

    @Test
    void two_runs_at_once_return_the_VAT_once() throws Exception {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        var run = (Callable<Integer>) () -> VatCorrectionFixture.on(sales.payments, _ -> {})
                .run(
                        sales.organisation,
                        List.of(sold),
                        sales::documents,
                        sales.payments.clock().instant(),
                        _ -> {});

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.of(run, run)))
                assertThat(done.get()).isOne();
        }

        assertThat(sales.vatRefunds()).containsExactly(2_200L);
        assertThat(sales.payments.stored(sold).total()).contains(Eur.of("100"));
        assertThat(sales.reissue(sales.payments.stored(sold))).hasSize(3);
    }

    @Test
    void what_is_refunded_later_takes_back_as_many_credits() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        var _ = sales.correct(sold);

        var _ = sales.payments.stripe().refund(sales.payments.sessionId(sold), 4_000);
        sales.hearOfRefunds(sold);

        var refunded = sales.payments.stored(sold);
        assertThat(sales.payments.balance(sales.organisation)).isEqualTo("60.00");
        assertThat(refunded.status()).isEqualTo(PaymentStatus.PARTLY_REFUNDED);
        assertThat(refunded.state().reversed()).isEqualTo(Eur.of("40"));
        var _ = sales.payments.stripe().refund(sales.payments.sessionId(sold), 6_000);
        sales.hearOfRefunds(sold);
        assertThat(sales.payments.balance(sales.organisation)).isEqualTo("0.00");
        assertThat(sales.payments.stored(sold).status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    /// The seller owes it to the buyer then, and a person returns it in another way.
    @Test
    void a_refund_of_VAT_that_fails_takes_no_credits_and_is_not_made_again() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        var _ = sales.correct(sold);
        sales.payments.stripe().failRefund(sales.refundId());
        sales.hearOfRefunds(sold);

        assertThat(sales.correct(sales.payments.stored(sold))).isZero();

        assertThat(sales.payments.stored(sold).state().vatReturned()).isEqualTo(Eur.ZERO);
        assertThat(sales.payments.balance(sales.organisation)).isEqualTo("100.00");
        assertThat(sales.payments.stripe().objects("refund")).hasSize(1);
    }

    @Test
    void a_refund_that_Stripe_refuses_is_reported_and_changes_nothing() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        var _ = sales.payments.stripe().openDispute(sales.payments.sessionId(sold), 12_200);

        assertThat(sales.correct(sold)).isZero();

        assertThat(sales.payments.stored(sold).vat()).isEqualTo(sold.vat());
        assertThat(sales.requested).isEmpty();
        assertThat(sales.log)
                .containsExactly(
                        "{\"alarm\":\"payment_quarantined\",\"reason\":\"vat_not_returned\",\"organisation\":\""
                                + sales.organisation + "\",\"payment\":\"" + new PaymentId(sold.id()) + "\"}");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VERIFIED")
    void a_number_that_the_register_has_not_verified_changes_nothing(Status status) {
        var sold = sales.soldWithVat();
        sales.verify(status);

        assertThat(sales.correct(sold)).isZero();
        assertThat(sales.payments.stripe().objects("refund")).isEmpty();
    }

    @Test
    void a_sale_that_was_partly_refunded_is_left_to_a_person() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        var _ = sales.payments.stripe().refund(sales.payments.sessionId(sold), 1_220);
        sales.hearOfRefunds(sold);

        assertThat(sales.correct(sales.payments.stored(sold))).isZero();
        assertThat(sales.vatRefunds()).isEmpty();
    }

    @Test
    void a_sale_is_corrected_for_as_long_as_the_setting_says() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        sales.payments.clock().advance(VatCorrectionFixture.PERIOD);

        assertThat(sales.correct(sold)).isZero();

        sales.payments.clock().advance(Duration.ofMinutes(-1));
        assertThat(sales.correct(sold)).isOne();
    }

    @Test
    void the_nightly_comparison_with_Stripe_agrees() {
        var sold = sales.soldWithVat();
        sales.verify(Status.VERIFIED);
        sales.payments.clock().advance(Duration.ofHours(3));

        var _ = sales.correct(sold);
        sales.payments.clock().advance(Duration.ofHours(3));
        var compared = sales.reconcile.invoke("{\"task\":\"compare\"}");

        assertThat(compared.path("payments").asLong()).isPositive();
        assertThat(compared.path("differences").asText()).doesNotContain(sales.organisation.value());
    }
}

package credits.payment;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.FinalReversals.Reversal;
import credits.invoicing.Vat;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is on its way, what is final, and what is gone beyond the payment.
class PaymentReversalsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final PaymentUpdate PAID = new Paid("pi_1", Eur.ofCents(12_200), NOON);

    /// Red when a pending refund counts as one that has reached the payer, or as none.
    @Test
    void a_pending_refund_takes_the_credits_and_is_final_once_it_succeeds() {
        var pending = new Refund("re_1", Eur.ofCents(2_440), RefundStatus.PENDING, Optional.of(NOON));
        var succeeded = new Refund("re_1", Eur.ofCents(2_440), RefundStatus.SUCCEEDED, Optional.of(NOON));

        var payment = payment().applyUpdates(List.of(PAID, pending));

        assertThat(posted(payment)).isEqualTo(new PostedAmounts(Eur.ofCents(10_000), Eur.ofCents(2_000)));
        assertThat(payment.state().finalReversals(ZoneOffset.UTC).reversals()).isEmpty();
        for (var order : List.of(List.of(pending, succeeded), List.of(succeeded, pending)))
            assertThat(payment.applyUpdates(List.copyOf(order))
                            .state()
                            .finalReversals(ZoneOffset.UTC)
                            .reversals())
                    .containsExactly(
                            new Reversal("re_1", Reason.REFUND, 2_440, Optional.of(LocalDate.of(2026, 11, 22))));
    }

    /// Red when the loss is hidden by the minimum of what was paid and what is gone.
    @Test
    void what_is_gone_beyond_the_payment_is_a_loss_that_the_account_does_not_have() {
        var refunded = new Refund("re_1", Eur.ofCents(12_200), RefundStatus.SUCCEEDED);
        var lost = new Dispute("du_1", Eur.ofCents(12_200), DisputeStatus.LOST);

        var payment = payment().applyUpdates(List.of(PAID, refunded, lost));

        assertThat(posted(payment)).isEqualTo(new PostedAmounts(Eur.ofCents(10_000), Eur.ofCents(10_000)));
        assertThat(payment.state().loss()).isEqualTo(Eur.ofCents(12_200));
        assertThat(payment.expectedCredit(payment.state())).isEqualTo(Eur.ofCents(-12_200));
    }

    private static Payment payment() {
        return Payment.begin(
                new OrganisationId("acme"),
                new UniqueId(1, 1),
                new MemberId("usr_giulia"),
                NOON,
                NOON.plusSeconds(7_200),
                Eur.ofCents(10_000),
                new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, 2_200),
                Optional.empty(),
                "seal");
    }

    private static PostedAmounts posted(Payment payment) {
        var each = payment;
        while (each.pendingPosting().isPresent())
            each = each.withPosted(each.pendingPosting().get());
        return each.postedAmounts();
    }
}

package credits.payment;

import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PostedAmountsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void the_credits_clawed_back_are_the_net_amount_of_the_credit_notes() {
        var random = new SplittableRandom(22);
        for (int run = 0; run < 20_000; run++) {
            long net = 1 + random.nextLong(1_000_000);
            int rate = 1 + random.nextInt(2_700);
            var paid = new VatBreakdown(net, new DecidedVat(VatTreatment.STANDARD, rate, net * rate / 10_000));
            long total = paid.totalCents();
            long reversed = 1 + random.nextLong(total + total / 10);
            var state = PaymentState.NONE
                    .plus(new Paid("pi_1", Eur.ofCents(total), NOON))
                    .plus(new Refund("re_1", Eur.ofCents(reversed), RefundStatus.SUCCEEDED));

            var target = PostedAmounts.targetFor(Eur.ofCents(net), state);

            assertThat(target)
                    .as("%d of %s", reversed, paid)
                    .isEqualTo(new PostedAmounts(
                            Eur.ofCents(net), paid.shareOf(reversed).netAmount()));
        }
    }
}

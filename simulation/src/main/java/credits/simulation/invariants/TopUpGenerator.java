package credits.simulation.invariants;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.Vat;
import credits.money.Eur;
import credits.payment.CheckoutStage;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.PaymentUpdate.StageReached;
import credits.simulation.ChoiceSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Generates the top-ups of a workload and Stripe's notifications about them: paid, refunded in parts, failed refunds,
/// disputes won and lost; in any order, one or several at a time, repeatedly.
final class TopUpGenerator {
    private static final int TARGET_PAYMENTS = 3;
    private static final int CENT_NANOS = 10_000_000;
    private static final List<RefundStatus> REFUND_STATUSES = List.of(
            RefundStatus.PENDING,
            RefundStatus.SUCCEEDED,
            RefundStatus.SUCCEEDED,
            RefundStatus.SUCCEEDED,
            RefundStatus.FAILED);

    private final ChoiceSource choices;
    private final Map<OrganisationId, List<Payment>> payments = new HashMap<>();
    private int paymentCount;

    TopUpGenerator(ChoiceSource choices) {
        this.choices = choices;
    }

    StripeNotification next(OrganisationId organisation, Instant now) {
        var organisationPayments = payments.computeIfAbsent(organisation, _ -> new ArrayList<>());
        if (organisationPayments.size() < TARGET_PAYMENTS || choices.nextBoolean(0.1))
            organisationPayments.add(newPayment(organisation, now));
        var payment = choices.pick(organisationPayments);
        var updates = new ArrayList<PaymentUpdate>();
        for (int left = choices.nextInt(3); left > 0; left--) updates.add(randomUpdate(payment));
        return new StripeNotification(payment, updates, now);
    }

    private Payment newPayment(OrganisationId organisation, Instant now) {
        long netCents = 1L + choices.nextInt(40);
        var vat = new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, (netCents * 22 + 50) / 100);
        return Payment.begin(
                organisation,
                new UniqueId((now.toEpochMilli() << 16) + 0x7000, ++paymentCount),
                new MemberId("usr_giulia"),
                now,
                now.plus(Duration.ofHours(2)),
                Eur.ofCents(netCents),
                vat,
                Optional.empty(),
                "seal");
    }

    private PaymentUpdate randomUpdate(Payment payment) {
        long totalCents = payment.total().orElseThrow().toCents();
        int choice = choices.nextInt(12);
        if (choice < 5) return new Paid("pi_" + payment.id(), Eur.ofCents(totalCents), payment.createdAt());
        if (choice < 9) {
            int refund = choices.nextInt(3);
            // Each refund has its own amount; together they may exceed the payment.
            var amount = Eur.ofCents(1 + (totalCents * (refund + 1)) / 5);
            return new Refund("re_" + refund, amount, choices.pick(REFUND_STATUSES));
        }
        if (choice < 11) {
            var amount = Eur.ofCents(1 + totalCents / 2);
            return new Dispute("dp_1", amount, choices.pick(List.of(DisputeStatus.values())));
        }
        return new StageReached(choices.pick(
                List.of(CheckoutStage.OPEN, CheckoutStage.PROCESSING, CheckoutStage.EXPIRED, CheckoutStage.FAILED)));
    }

    static List<StripeNotification> concat(List<StripeNotification> some, List<StripeNotification> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /// Converts cents to nano-euro.
    static long toNanos(long cents) {
        return cents * CENT_NANOS;
    }
}

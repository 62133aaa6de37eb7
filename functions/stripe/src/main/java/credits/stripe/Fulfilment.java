package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Customers;
import credits.ledger.Parking;
import credits.ledger.Payments;
import credits.ledger.Profiles;
import credits.topup.Fact;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Reached;
import credits.topup.Payment;
import credits.topup.Payment.Checkout;
import credits.topup.Stage;
import credits.topup.Vat.AtCheckout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies the state of a Stripe Checkout session, whether it comes from the webhook, a member's poll or the sweep.
/// Credits a paid session once and quarantines one that differs from our record.
public final class Fulfilment {
    private final StripeApi stripe;
    private final Payments payments;
    private final Customers customers;
    private final Profiles profiles;
    private final Parking parking;
    private final boolean live;

    /// Creates the service.
    ///
    /// @param live whether real money is taken
    public Fulfilment(
            StripeApi stripe,
            Payments payments,
            Customers customers,
            Profiles profiles,
            Parking parking,
            boolean live) {
        this.stripe = stripe;
        this.payments = payments;
        this.customers = customers;
        this.profiles = profiles;
        this.parking = parking;
        this.live = live;
    }

    /// Refreshes an undecided payment from Stripe and applies its state. A payment without a session stays unchanged.
    public Outcome refresh(Payment payment, Told told) {
        if (payment.checkout().isEmpty()) return new Outcome.Learnt(payment);
        var page = payment.checkout().get().session();
        try {
            var session = stripe.session(page);
            return take(session, bankRefused(session), told);
        } catch (Missing unknown) {
            return quarantine(page, "missing", told);
        }
    }

    // The session does not show that the bank refused; the payment intent does.
    private boolean bankRefused(Session session) {
        if (!"complete".equals(session.getStatus()) || !"unpaid".equals(session.getPaymentStatus())) return false;
        if (session.getPaymentIntent() == null) return false;
        var status = stripe.paymentIntent(session.getPaymentIntent()).getStatus();
        return "requires_payment_method".equals(status) || "canceled".equals(status);
    }

    /// Applies a session as Stripe reports it.
    ///
    /// @param refused whether the event reports that the bank refused
    public Outcome take(Session session, boolean refused, Told told) {
        var names = Optional.ofNullable(session.getMetadata()).orElse(Map.of());
        if (!names.containsKey(PaymentPage.ORGANISATION) || !names.containsKey(PaymentPage.PAYMENT))
            return new Outcome.Foreign();
        var payment = find(names);
        if (payment.isEmpty()) return quarantine(String.valueOf(session.getId()), "unknown", told);
        var customer = customers.find(payment.get().organisation());
        var failure = new SessionCheck(live, customer).failure(session, payment.get());
        if (failure.isPresent()) return quarantine(String.valueOf(session.getId()), failure.get(), told);
        var facts = facts(session, refused, told.now());
        if (facts.isEmpty()) return new Outcome.Learnt(payment.get());
        return learn(session, payment.get(), facts, told);
    }

    private Optional<Payment> find(Map<String, String> names) {
        try {
            var organisation = new OrganisationId(String.valueOf(names.get(PaymentPage.ORGANISATION)));
            return UniqueId.parse(String.valueOf(names.get(PaymentPage.PAYMENT)))
                    .flatMap(id -> payments.records().find(organisation, id));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static List<Fact> facts(Session session, boolean refused, Instant now) {
        if ("expired".equals(session.getStatus())) return List.of(new Reached(Stage.EXPIRED));
        if (!"complete".equals(session.getStatus())) return List.of();
        if (!"paid".equals(session.getPaymentStatus()))
            return List.of(new Reached(refused ? Stage.FAILED : Stage.PROCESSING));
        return List.of(new Paid(session.getPaymentIntent(), session.getAmountTotal(), now));
    }

    private Outcome learn(Session session, Payment payment, List<Fact> facts, Told told) {
        complete(session, payment);
        var known = payments.learn(payment.organisation(), payment.id(), facts, told.now());
        if (known.facts().paid().isEmpty()) return new Outcome.Learnt(known);
        // After the credit: a worker that stores an unmatched reversal from now on sees the payment itself.
        var waiting = parking.of(known.facts().paid().get().paymentIntent());
        if (waiting.isEmpty()) return new Outcome.Learnt(known);
        return new Outcome.Learnt(payments.learn(payment.organisation(), payment.id(), waiting, told.now()));
    }

    // Completes the record with the session, if we were interrupted after opening it, and with the buyer. Neither
    // affects money, so a concurrent update may win.
    private void complete(Session session, Payment payment) {
        var before = payment;
        if (before.checkout().isEmpty()) {
            // A completed session has no URL any more: the caller is sent where it would have redirected.
            var url = Optional.ofNullable(session.getUrl())
                    .or(() -> Optional.ofNullable(session.getSuccessUrl()))
                    .orElse("");
            var _ = payments.records().replace(before, before.withCheckout(new Checkout(session.getId(), url)));
        }
        if (!(payment.vat() instanceof AtCheckout) || !"complete".equals(session.getStatus())) return;
        var buyer = BuyerAtCheckout.of(session, profiles.buyer(payment.organisation()));
        var vat = buyer.flatMap(found -> VatAtCheckout.of(stripe.taxedSession(session.getId()), found));
        if (vat.isEmpty()) return; // no invoice until an operator has checked it
        var again =
                payments.records().find(payment.organisation(), payment.id()).orElseThrow();
        var _ = payments.records().replace(again, again.soldTo(buyer.get(), vat.get()));
        profiles.keep(payment.organisation(), buyer.get());
    }

    private Outcome quarantine(String page, String reason, Told told) {
        parking.quarantine(page, reason, told.at(), told.event());
        told.alarm(page, reason);
        return new Outcome.Quarantined(reason);
    }
}

package credits.function.checkout;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.payment.CheckoutStage;
import credits.payment.Payment;
import credits.payment.Payment.CheckoutSession;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.StageReached;
import credits.payment.store.PaymentLedger;
import credits.stripe.CheckoutFulfilment;
import credits.stripe.CheckoutSessions;
import credits.stripe.UpdateOutcome;
import credits.stripe.UpdateSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What becomes of a top-up once it is started: refreshes its state from Stripe, and ends it unpaid.
final class StartedTopUps {
    // Stripe allows about 25 requests a second of one kind for all organisations together.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    private final PaymentLedger paymentLedger;
    private final CheckoutSessions sessions;
    private final CheckoutFulfilment fulfilment;

    StartedTopUps(PaymentLedger paymentLedger, CheckoutSessions sessions, CheckoutFulfilment fulfilment) {
        this.paymentLedger = paymentLedger;
        this.sessions = sessions;
        this.fulfilment = fulfilment;
    }

    /// Ends the record of a top-up for which there is no payment page.
    Payment expireRecord(Payment payment, Instant now) {
        var expired = List.<PaymentUpdate>of(new StageReached(CheckoutStage.EXPIRED));
        return paymentLedger.applyUpdates(payment.organisation(), payment.id(), expired, now);
    }

    /// Ends a top-up that has not been paid and returns its state. One that was paid first is credited.
    Optional<Payment> expire(OrganisationId organisation, UniqueId id, UpdateSource source) {
        var payment = paymentLedger
                .store()
                .find(organisation, id)
                .filter(each -> each.reason().isEmpty());
        if (payment.isEmpty() || !payment.get().isPending()) return payment;
        sessions.expireSession(payment.get());
        // Without a session there is no page that could be paid.
        return Optional.of(
                payment.get().checkoutSession().isEmpty()
                        ? expireRecord(payment.get(), source.receivedAt())
                        : refresh(payment.get(), source));
    }

    /// The current state of a top-up, refreshed from Stripe while it is undecided, but not more often than every few
    /// seconds, however many members ask: in between the record answers, which events from Stripe keep up to date.
    Optional<Payment> find(OrganisationId organisation, UniqueId id, UpdateSource source) {
        var existing = paymentLedger
                .store()
                .find(organisation, id)
                .filter(payment -> payment.reason().isEmpty());
        if (existing.isEmpty() || !existing.get().isPending()) return existing;
        var claimed = claimPoll(existing.get(), source.receivedAt());
        if (claimed.isEmpty()) return paymentLedger.store().find(organisation, id);
        return Optional.of(refresh(claimed.get(), source));
    }

    private Payment refresh(Payment payment, UpdateSource source) {
        return switch (fulfilment.refresh(payment, source)) {
            case UpdateOutcome.Applied(var refreshed) -> refreshed;
            // Quarantined: the state stays until an operator has checked it.
            case UpdateOutcome.Quarantined _, UpdateOutcome.NotOurs(), UpdateOutcome.Unmatched() -> payment;
        };
    }

    // Recorded before Stripe is called, so that of concurrent requests, here or elsewhere, one calls.
    private Optional<Payment> claimPoll(Payment payment, Instant now) {
        var session = payment.checkoutSession();
        if (session.isEmpty()) return Optional.of(payment);
        boolean isRecent = session.get()
                .polledAt()
                .filter(at -> now.isBefore(at.plus(POLL_INTERVAL)))
                .isPresent();
        if (isRecent) return Optional.empty();
        var polled = new CheckoutSession(
                session.get().sessionId(), session.get().url(), Optional.of(now.truncatedTo(ChronoUnit.MILLIS)));
        return Optional.of(payment.withCheckoutSession(polled))
                .filter(after -> paymentLedger.store().replace(payment, after));
    }
}

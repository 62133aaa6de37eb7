package credits.function.checkout;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Payments;
import credits.ledger.Profiles;
import credits.ledger.Unavailable;
import credits.stripe.Fulfilment;
import credits.stripe.Outcome;
import credits.stripe.PaymentPage;
import credits.stripe.Told;
import credits.topup.Buyer;
import credits.topup.Fact.Reached;
import credits.topup.Payment;
import credits.topup.Payment.Refusal;
import credits.topup.Stage;
import credits.topup.Vat;
import credits.topup.VatTable;
import credits.wire.Caller;
import credits.wire.IdempotencyKey;
import credits.wire.Json;
import credits.wire.PaymentProblems;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Starts top-ups and refreshes their state.
///
/// The payment record is written under the caller's key before Stripe is called. A retry with the same key resumes from
/// it, so no crash can leave a session that is payable but never credited.
final class TopUps {
    private static final int MOST_OPEN = 5;

    // Stripe allows 30 minutes to 24 hours from the moment of its call, which may be later than our record.
    private static final Duration TO_PAY = Duration.ofHours(2);
    private static final Duration TO_OPEN = Duration.ofMinutes(85);

    private final Payments payments;
    private final Profiles profiles;
    private final PaymentPage pages;
    private final Fulfilment fulfilment;
    private final Optional<VatTable> vat;
    private final ZoneId zone;
    private final Supplier<String> seals;

    /// Creates the service.
    ///
    /// @param vat the VAT rates; empty if Stripe Tax decides
    /// @param zone the seller's time zone, whose date selects the rate
    /// @param seals the source of random texts
    TopUps(
            Payments payments,
            Profiles profiles,
            PaymentPage pages,
            Fulfilment fulfilment,
            Optional<VatTable> vat,
            ZoneId zone,
            Supplier<String> seals) {
        this.payments = payments;
        this.profiles = profiles;
        this.pages = pages;
        this.fulfilment = fulfilment;
        this.vat = vat;
        this.zone = zone;
        this.seals = seals;
    }

    /// The payment of a started top-up.
    ///
    /// @param isReplay whether an earlier request with this key opened the payment page
    record Begun(Payment payment, boolean isReplay) {}

    /// Starts a top-up, or resumes the one with this key.
    Begun begin(Caller caller, UniqueId key, long cents, Instant now) {
        var known = payments.records().find(caller.organisation(), key);
        var payment = known.orElseGet(() -> first(fresh(caller, key, cents, now)));
        if (payment.netCents() != cents) throw new Rejected(Problem.idempotencyConflict());
        payment.refusal().ifPresent(TopUps::refuse);
        if (payment.checkout().isPresent()) return new Begun(payment, true);
        if (known.isEmpty()) refuseTooMany(payment);
        return new Begun(opened(payment, now), false);
    }

    // The key may belong to a usage report, an authorization call or an adjustment: all share one key space.
    private Payment first(Payment fresh) {
        var asked = Json.object()
                .put("route", "POST /v1/top_ups")
                .put("cents", fresh.netCents())
                .end();
        return payments.begin(fresh, IdempotencyKey.contents(asked))
                .orElseThrow(() -> new Rejected(Problem.idempotencyConflict()));
    }

    private Payment fresh(Caller caller, UniqueId key, long cents, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        var buyer = profiles.buyer(caller.organisation());
        var begun = Payment.begun(
                caller.organisation(),
                key,
                caller.member(),
                at,
                at.plus(TO_PAY).truncatedTo(ChronoUnit.SECONDS),
                cents,
                vat(buyer, cents, at),
                buyer,
                seals.get());
        return vat.isPresent() && buyer.isEmpty() ? begun.refusedFor(Refusal.BILLING_PROFILE_REQUIRED) : begun;
    }

    private Vat vat(Optional<Buyer> buyer, long cents, Instant now) {
        if (vat.isEmpty() || buyer.isEmpty()) return new Vat.AtCheckout();
        return vat.get().on(buyer.get(), cents, LocalDate.ofInstant(now, zone));
    }

    // Counted after the record is written, so that concurrent requests see each other.
    private void refuseTooMany(Payment payment) {
        long others = payments.records().undecided(payment.organisation(), MOST_OPEN + 2).stream()
                .filter(other -> !other.id().equals(payment.id()))
                .filter(other -> other.facts().stage() == Stage.OPEN)
                .count();
        if (others < MOST_OPEN) return;
        if (!payments.records().replace(payment, payment.refusedFor(Refusal.TOO_MANY_OPEN)))
            throw new Unavailable("a concurrent request has the same key");
        refuse(Refusal.TOO_MANY_OPEN);
    }

    private static void refuse(Refusal refusal) {
        throw new Rejected(
                switch (refusal) {
                    case BILLING_PROFILE_REQUIRED -> PaymentProblems.billingProfileRequired();
                    case TOO_MANY_OPEN -> PaymentProblems.tooManyTopUps(MOST_OPEN);
                });
    }

    // Stripe expires idempotency keys after 24 hours. We stop retrying long before that, so that one key never
    // creates two sessions.
    private Payment opened(Payment payment, Instant now) {
        if (now.isAfter(payment.createdAt().plus(TO_OPEN))) {
            var _ = payments.learn(payment.organisation(), payment.id(), List.of(new Reached(Stage.EXPIRED)), now);
            throw new Rejected(Problem.idempotencyConflict());
        }
        var page = pages.open(payment);
        if (payments.records().replace(payment, payment.withCheckout(page))) return payment.withCheckout(page);
        // A concurrent request with the same key won the race; Stripe returned the same session to both.
        var stands =
                payments.records().find(payment.organisation(), payment.id()).orElseThrow();
        if (stands.checkout().isEmpty()) throw new Unavailable("a concurrent request has the same key");
        return stands;
    }

    /// The current state of a top-up, refreshed from Stripe while it is undecided.
    Optional<Payment> find(OrganisationId organisation, UniqueId id, Told told) {
        var known = payments.records()
                .find(organisation, id)
                .filter(payment -> payment.refusal().isEmpty());
        if (known.isEmpty() || !known.get().isUndecided()) return known;
        return switch (fulfilment.refresh(known.get(), told)) {
            case Outcome.Learnt(var payment) -> Optional.of(payment);
            // Quarantined: the state stays until an operator has checked it.
            case Outcome.Quarantined _, Outcome.Foreign(), Outcome.Parked() -> known;
        };
    }
}

package credits.function.checkout;

import credits.api.PaymentProblems;
import credits.http.Caller;
import credits.http.IdempotencyKey;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat;
import credits.invoicing.VatRateTable;
import credits.json.Json;
import credits.money.Eur;
import credits.payment.CheckoutStage;
import credits.payment.Payment;
import credits.payment.Payment.CheckoutSession;
import credits.payment.Payment.RefusalReason;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.StageReached;
import credits.payment.store.PaymentLedger;
import credits.profile.ProfileStore;
import credits.retry.ServiceUnavailableException;
import credits.stripe.CheckoutFulfilment;
import credits.stripe.CheckoutSessions;
import credits.stripe.UpdateOutcome;
import credits.stripe.UpdateSource;
import credits.vies.VatIdVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Starts top-ups, refreshes their state and ends them unpaid.
///
/// The payment record is written under the caller's key before Stripe is called. A retry with the same key resumes from
/// it, so no crash can leave a session that is payable but never credited.
final class TopUpCheckout {
    private static final int MAX_OPEN_TOP_UPS = 5;

    // Stripe allows 30 minutes to 24 hours from the moment of its call, which may be later than our record.
    private static final Duration SESSION_LIFETIME = Duration.ofHours(2);
    private static final Duration MAX_SESSION_CREATION_DELAY = Duration.ofMinutes(85);

    // Stripe allows about 25 requests a second of one kind for all organisations together.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    private final PaymentLedger paymentLedger;
    private final ProfileStore profileStore;
    private final CheckoutSessions sessions;
    private final CheckoutFulfilment fulfilment;
    private final Optional<VatRateTable> vatTable;
    private final VatIdVerifier vatIds;
    private final ZoneId sellerZone;
    private final Supplier<String> cursorKeys;

    /// Creates the service.
    ///
    /// @param vatTable the VAT rates; empty if Stripe Tax decides
    /// @param sellerZone the seller's time zone, whose date selects the rate
    /// @param cursorKeys the source of random texts
    TopUpCheckout(
            PaymentLedger paymentLedger,
            ProfileStore profileStore,
            CheckoutSessions sessions,
            CheckoutFulfilment fulfilment,
            Optional<VatRateTable> vatTable,
            VatIdVerifier vatIds,
            ZoneId sellerZone,
            Supplier<String> cursorKeys) {
        this.paymentLedger = paymentLedger;
        this.profileStore = profileStore;
        this.sessions = sessions;
        this.fulfilment = fulfilment;
        this.vatTable = vatTable;
        this.vatIds = vatIds;
        this.sellerZone = sellerZone;
        this.cursorKeys = cursorKeys;
    }

    /// The payment of a started top-up.
    ///
    /// @param isReplay whether an earlier request with this key opened the payment page
    record CheckoutResult(Payment payment, boolean isReplay) {}

    /// Starts a top-up, or resumes the one with this key.
    CheckoutResult begin(Caller caller, UniqueId key, Eur net, Instant now) {
        var existing = paymentLedger.store().find(caller.organisation(), key);
        if (existing.isEmpty() && key.isTooOldAt(now)) throw IdempotencyKey.keyTooOld();
        var payment = existing.orElseGet(() -> record(newPayment(caller, key, net, now)));
        if (!payment.net().equals(net)) throw new ProblemException(Problem.idempotencyConflict());
        payment.reason().ifPresent(TopUpCheckout::reject);
        if (payment.checkoutSession().isPresent()) return new CheckoutResult(payment, true);
        // One that was abandoned did not count as open until now.
        if (existing.isEmpty() || !payment.isPayableAt(now)) rejectIfTooManyOpen(payment, now);
        return new CheckoutResult(openSession(payment, now), false);
    }

    // The key may belong to a usage report, an authorization call or an adjustment: all share one key space.
    private Payment record(Payment payment) {
        var content = Json.object()
                .put("route", "POST /v1/top_ups")
                .put("cents", payment.net().toCents())
                .build();
        return paymentLedger
                .begin(payment, IdempotencyKey.contentHash(content))
                .orElseThrow(() -> new ProblemException(Problem.idempotencyConflict()));
    }

    private Payment newPayment(Caller caller, UniqueId key, Eur net, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        var buyer = findBuyer(caller.organisation(), at);
        var payment = Payment.begin(
                caller.organisation(),
                key,
                caller.member(),
                at,
                at.plus(SESSION_LIFETIME).truncatedTo(ChronoUnit.SECONDS),
                net,
                vat(buyer, net, at),
                buyer,
                cursorKeys.get());
        return vatTable.isPresent() && buyer.isEmpty()
                ? payment.withRefusal(RefusalReason.BILLING_PROFILE_REQUIRED)
                : payment;
    }

    // With a recent answer of the register, if the VAT depends on it.
    private Optional<BillingProfile> findBuyer(OrganisationId organisation, Instant now) {
        var buyer = profileStore.findBillingProfile(organisation);
        boolean isVatIdDecisive = vatTable.isPresent()
                && buyer.filter(vatTable.get()::isVatIdDecisive).isPresent();
        return isVatIdDecisive ? buyer.map(each -> vatIds.refresh(organisation, each, now)) : buyer;
    }

    private Vat vat(Optional<BillingProfile> buyer, Eur net, Instant now) {
        if (vatTable.isEmpty() || buyer.isEmpty()) return new Vat.PendingVat();
        return vatTable.get().vatFor(buyer.get(), net.toCents(), LocalDate.ofInstant(now, sellerZone));
    }

    // Counted after the record is written, so that concurrent requests see each other.
    private void rejectIfTooManyOpen(Payment payment, Instant now) {
        long others = paymentLedger.store().findPayable(payment.organisation(), now, MAX_OPEN_TOP_UPS + 1).stream()
                .filter(other -> !other.id().equals(payment.id()))
                .count();
        if (others < MAX_OPEN_TOP_UPS) return;
        if (!paymentLedger.store().replace(payment, payment.withRefusal(RefusalReason.TOO_MANY_OPEN)))
            throw new ServiceUnavailableException("a concurrent request has the same key");
        reject(RefusalReason.TOO_MANY_OPEN);
    }

    private static void reject(RefusalReason reason) {
        throw new ProblemException(
                switch (reason) {
                    case BILLING_PROFILE_REQUIRED -> PaymentProblems.billingProfileRequired();
                    case TOO_MANY_OPEN -> PaymentProblems.tooManyTopUps(MAX_OPEN_TOP_UPS);
                });
    }

    // Stripe expires idempotency keys after 24 hours. We stop retrying long before that, so that one key never
    // creates two sessions.
    private Payment openSession(Payment payment, Instant now) {
        if (!payment.isPending() || now.isAfter(payment.createdAt().plus(MAX_SESSION_CREATION_DELAY))) {
            var _ = expireRecord(payment, now);
            throw new ProblemException(Problem.idempotencyConflict());
        }
        var checkout = sessions.openSession(payment);
        if (paymentLedger.store().replace(payment, payment.withCheckoutSession(checkout)))
            return payment.withCheckoutSession(checkout);
        // A concurrent request with the same key won the race; Stripe returned the same session to both.
        var stored =
                paymentLedger.store().find(payment.organisation(), payment.id()).orElseThrow();
        if (stored.checkoutSession().isEmpty())
            throw new ServiceUnavailableException("a concurrent request has the same key");
        return stored;
    }

    private Payment expireRecord(Payment payment, Instant now) {
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

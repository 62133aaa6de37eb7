package credits.function.checkout;

import credits.api.PaymentProblems;
import credits.api.TopUpRequest;
import credits.http.Caller;
import credits.http.IdempotencyKey;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import credits.invoicing.Vat;
import credits.invoicing.VatRateTable;
import credits.json.Json;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.RefusalReason;
import credits.payment.TopUpDay;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentLedger.BeginResult;
import credits.profile.ProfileStore;
import credits.retry.ServiceUnavailableException;
import credits.stripe.CheckoutSessions;
import credits.vies.VatIdVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/// Starts top-ups.
///
/// The payment record is written under the caller's key before Stripe is called. A retry with the same key resumes from
/// it, so no crash can leave a session that is payable but never credited.
final class TopUpCheckout {
    private static final int MAX_OPEN_TOP_UPS = 5;
    private static final int MAX_ATTEMPTS = 12;

    // Stripe allows 30 minutes to 24 hours from the moment of its call, which may be later than our record.
    private static final Duration SESSION_LIFETIME = Duration.ofHours(2);
    private static final Duration MAX_SESSION_CREATION_DELAY = Duration.ofMinutes(85);

    private final PaymentLedger paymentLedger;
    private final TopUpLimits limits;
    private final ProfileStore profileStore;
    private final CheckoutSessions sessions;
    private final StartedTopUps startedTopUps;
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
            TopUpLimits limits,
            ProfileStore profileStore,
            CheckoutSessions sessions,
            StartedTopUps startedTopUps,
            Optional<VatRateTable> vatTable,
            VatIdVerifier vatIds,
            ZoneId sellerZone,
            Supplier<String> cursorKeys) {
        this.paymentLedger = paymentLedger;
        this.limits = limits;
        this.profileStore = profileStore;
        this.sessions = sessions;
        this.startedTopUps = startedTopUps;
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
    CheckoutResult begin(Caller caller, UniqueId key, TopUpRequest request, Instant now) {
        var existing = paymentLedger.store().find(caller.organisation(), key);
        if (existing.isEmpty() && key.isTooOldAt(now)) throw IdempotencyKey.keyTooOld();
        var payment = existing.orElseGet(() -> start(caller, key, request, now));
        if (!payment.net().equals(request.net())) throw new ProblemException(Problem.idempotencyConflict());
        payment.reason().ifPresent(TopUpCheckout::reject);
        if (!hasReferences(payment, request.references())) throw new ProblemException(Problem.idempotencyConflict());
        if (payment.checkoutSession().isPresent()) return new CheckoutResult(payment, true);
        // One that was abandoned did not count as open until now.
        if (!payment.isPayableAt(now)) rejectIfTooManyOpen(payment.organisation(), now);
        return new CheckoutResult(openSession(payment, now), false);
    }

    // What is refused here leaves nothing behind. The record is written in one transaction with the count
    // of its day, on the condition that nothing has been counted since: concurrent requests see each
    // other.
    private Payment start(Caller caller, UniqueId key, TopUpRequest request, Instant now) {
        var net = request.net();
        limits.requireFirstMinimum(caller.organisation(), net);
        var day = requireRoom(caller, net, now);
        var payment = newPayment(caller, key, request, now);
        for (int attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
            switch (paymentLedger.begin(payment, contentHash(net), day)) {
                case BeginResult.Begun(var begun) -> {
                    return begun;
                }
                // All keys of reports, calls and adjustments share one space.
                case BeginResult.KeyTaken() -> throw new ProblemException(Problem.idempotencyConflict());
                case BeginResult.DayChanged() -> day = requireRoom(caller, net, now);
            }
        }
        throw new ServiceUnavailableException("other top-ups of " + caller.organisation() + " came first");
    }

    private TopUpDay requireRoom(Caller caller, Eur net, Instant now) {
        var day = limits.requireRoom(caller, net, now);
        rejectIfTooManyOpen(caller.organisation(), now);
        return day;
    }

    private static long contentHash(Eur net) {
        return IdempotencyKey.contentHash(Json.object()
                .put("route", "POST /v1/top_ups")
                .put("cents", net.toCents())
                .build());
    }

    // Those of the billing profile may be others by now.
    private static boolean hasReferences(Payment payment, BuyerReferences given) {
        var all = payment.buyer().map(BillingProfile::references).orElse(BuyerReferences.NONE);
        return all.replacedBy(given).equals(all);
    }

    private Payment newPayment(Caller caller, UniqueId key, TopUpRequest request, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        var net = request.net();
        var buyer = findBuyer(caller.organisation(), at)
                .map(profile -> profile.withReferences(profile.references().replacedBy(request.references())));
        boolean isBuyerNeeded = vatTable.isPresent() || !request.references().equals(BuyerReferences.NONE);
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
        return isBuyerNeeded && buyer.isEmpty() ? payment.withRefusal(RefusalReason.BILLING_PROFILE_REQUIRED) : payment;
    }

    // With a recent answer of the register, if the VAT depends on it: Stripe Tax gets verified numbers only.
    private Optional<BillingProfile> findBuyer(OrganisationId organisation, Instant now) {
        return profileStore
                .findBillingProfile(organisation)
                .map(buyer -> isVatIdDecisive(buyer) ? vatIds.refresh(organisation, buyer, now) : buyer);
    }

    private boolean isVatIdDecisive(BillingProfile buyer) {
        return vatTable.map(table -> table.isVatIdDecisive(buyer))
                .orElse(buyer.vatId().isPresent());
    }

    private Vat vat(Optional<BillingProfile> buyer, Eur net, Instant now) {
        if (vatTable.isEmpty() || buyer.isEmpty()) return new Vat.PendingVat();
        return vatTable.get().vatFor(buyer.get(), net.toCents(), LocalDate.ofInstant(now, sellerZone));
    }

    private void rejectIfTooManyOpen(OrganisationId organisation, Instant now) {
        var open = paymentLedger.store().findPayable(organisation, now, MAX_OPEN_TOP_UPS);
        if (open.size() < MAX_OPEN_TOP_UPS) return;
        long seconds = open.stream()
                .mapToLong(payment -> Duration.between(now, payment.expiresAt()).toSeconds())
                .min()
                .orElse(0);
        throw new ProblemException(
                PaymentProblems.tooManyTopUps(MAX_OPEN_TOP_UPS, Math.toIntExact(Math.max(1, seconds))));
    }

    private static void reject(RefusalReason reason) {
        throw new ProblemException(
                switch (reason) {
                    case BILLING_PROFILE_REQUIRED -> PaymentProblems.billingProfileRequired();
                    // Written by older code.
                    case TOO_MANY_OPEN -> PaymentProblems.tooManyTopUps(MAX_OPEN_TOP_UPS, 1);
                });
    }

    // Stripe expires idempotency keys after 24 hours. We stop retrying long before that, so that one key never
    // creates two sessions.
    private Payment openSession(Payment payment, Instant now) {
        if (!payment.isPending() || now.isAfter(payment.createdAt().plus(MAX_SESSION_CREATION_DELAY))) {
            var _ = startedTopUps.expireRecord(payment, now);
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
}

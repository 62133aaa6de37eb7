package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.account.SpendingLimits.LastChange;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.PendingVat;
import credits.invoicing.Vat.VatTreatment;
import credits.money.Eur;
import credits.payment.CheckoutStage;
import credits.payment.Payment;
import credits.payment.Payment.CheckoutSession;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.StageReached;
import credits.payment.QuarantineReason;
import credits.payment.store.PaymentLedger;
import credits.payment.store.StripeCustomers;
import credits.payment.store.UnmatchedReversals;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import credits.profile.ProfileStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies the state of a Stripe Checkout session, whether it comes from the webhook, a member's poll or the sweep.
/// Credits a paid session once and quarantines one that differs from our record.
public final class CheckoutFulfilment {
    private final StripeApi stripe;
    private final PaymentLedger paymentLedger;
    private final StripeCustomers stripeCustomers;
    private final ProfileStore profileStore;
    private final UnmatchedReversals unmatchedReversals;
    private final QuarantineRecorder quarantine;
    private final boolean isLive;

    /// Creates the service.
    ///
    /// @param isLive whether real money is taken
    public CheckoutFulfilment(
            StripeApi stripe,
            PaymentLedger paymentLedger,
            StripeCustomers stripeCustomers,
            ProfileStore profileStore,
            UnmatchedReversals unmatchedReversals,
            QuarantineRecorder quarantine,
            boolean isLive) {
        this.stripe = stripe;
        this.paymentLedger = paymentLedger;
        this.stripeCustomers = stripeCustomers;
        this.profileStore = profileStore;
        this.unmatchedReversals = unmatchedReversals;
        this.quarantine = quarantine;
        this.isLive = isLive;
    }

    /// Refreshes an undecided payment from Stripe and applies its state. If Stripe cannot say what became of it (it has
    /// no session, or the session is not the payment's), it expires once its time is over.
    public UpdateOutcome refresh(Payment payment, UpdateSource source) {
        var checkout = payment.checkoutSession();
        if (checkout.isEmpty()) return new UpdateOutcome.Applied(expireUnanswered(payment, source));
        var outcome = refresh(checkout.get().sessionId(), payment, source);
        if (!(outcome instanceof UpdateOutcome.Applied)) {
            var _ = expireUnanswered(payment, source);
        }
        return outcome;
    }

    private Payment expireUnanswered(Payment payment, UpdateSource source) {
        var now = source.receivedAt();
        return paymentLedger.update(payment, current -> current.expireUnanswered(now), now);
    }

    private UpdateOutcome refresh(String sessionId, Payment payment, UpdateSource source) {
        try {
            var session = stripe.retrieveSession(sessionId);
            // A session that names another payment is treated like one that arrives by webhook.
            return names(session, payment)
                    ? apply(session, payment, isDeclined(session), source)
                    : apply(session, isDeclined(session), source);
        } catch (StripeNotFoundException e) {
            return quarantine.add(sessionId, QuarantineReason.MISSING, source);
        }
    }

    // The session does not show that the bank refused; the payment intent does.
    private boolean isDeclined(Session session) {
        if (!"complete".equals(session.getStatus()) || !"unpaid".equals(session.getPaymentStatus())) return false;
        if (session.getPaymentIntentObject() == null) return false;
        var status = session.getPaymentIntentObject().getStatus();
        return "requires_payment_method".equals(status) || "canceled".equals(status);
    }

    /// Applies a session as Stripe reports it.
    ///
    /// @param isDeclined whether the event reports that the bank refused
    public UpdateOutcome apply(Session session, boolean isDeclined, UpdateSource source) {
        var metadata = Optional.ofNullable(session.getMetadata()).orElse(Map.of());
        if (!metadata.containsKey(CheckoutSessions.ORGANISATION_METADATA)
                || !metadata.containsKey(CheckoutSessions.PAYMENT_METADATA)) return new UpdateOutcome.NotOurs();
        var payment = findPayment(metadata);
        if (payment.isEmpty()) return quarantine.add(String.valueOf(session.getId()), QuarantineReason.UNKNOWN, source);
        return apply(session, payment.get(), isDeclined, source);
    }

    private static boolean names(Session session, Payment payment) {
        var metadata = Optional.ofNullable(session.getMetadata()).orElse(Map.of());
        return payment.organisation().value().equals(metadata.get(CheckoutSessions.ORGANISATION_METADATA))
                && payment.id().toString().equals(metadata.get(CheckoutSessions.PAYMENT_METADATA));
    }

    private Optional<Payment> findPayment(Map<String, String> metadata) {
        try {
            var organisation = new OrganisationId(String.valueOf(metadata.get(CheckoutSessions.ORGANISATION_METADATA)));
            return UniqueId.parse(String.valueOf(metadata.get(CheckoutSessions.PAYMENT_METADATA)))
                    .flatMap(id -> paymentLedger.store().find(organisation, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private UpdateOutcome apply(Session session, Payment payment, boolean isDeclined, UpdateSource source) {
        var customer = stripeCustomers.findCustomerId(payment.organisation());
        var mismatch = new SessionValidator(isLive, customer).findMismatch(session, payment);
        if (mismatch.isPresent()) return quarantine.add(String.valueOf(session.getId()), mismatch.get(), source);
        var updates = updates(withCharge(session, payment), isDeclined, source.occurredAt());
        if (updates.isEmpty()) return new UpdateOutcome.Applied(payment);
        return applyUpdates(session, payment, updates, source);
    }

    private static List<PaymentUpdate> updates(Session session, boolean isDeclined, Instant occurredAt) {
        if ("expired".equals(session.getStatus())) return List.of(new StageReached(CheckoutStage.EXPIRED));
        if (!"complete".equals(session.getStatus())) return List.of();
        if (!"paid".equals(session.getPaymentStatus()))
            return List.of(new StageReached(isDeclined ? CheckoutStage.FAILED : CheckoutStage.PROCESSING));
        // An event occurred when the money was paid.
        var paidAt = CheckoutCharge.chargedAt(session).orElse(occurredAt);
        var total = Eur.ofCents(session.getAmountTotal());
        return List.of(new Paid(session.getPaymentIntent(), total, paidAt, CheckoutCharge.payerCountry(session)));
    }

    // An event's session shows no charge. Its country is evidence for a sale outside the scope of VAT.
    private Session withCharge(Session session, Payment payment) {
        boolean isEvidence =
                !(payment.vat() instanceof DecidedVat vat) || vat.treatment() == VatTreatment.OUTSIDE_SCOPE;
        boolean isNeeded = isEvidence && StripePaymentState.isPaid(session) && session.getPaymentIntentObject() == null;
        return isNeeded ? stripe.retrieveSession(session.getId()) : session;
    }

    private UpdateOutcome applyUpdates(
            Session session, Payment payment, List<PaymentUpdate> updates, UpdateSource source) {
        var buyer = findBuyer(session, payment);
        var now = source.receivedAt();
        var updated = paymentLedger.update(
                payment, current -> complete(current, session, buyer).applyUpdates(updates), now);
        var change = new LastChange(now, payment.createdBy());
        buyer.ifPresent(found -> saveProfile(payment, found.profile(), change));
        if (updated.state().paid().isEmpty()) return new UpdateOutcome.Applied(updated);
        // After the credit: a worker that stores an unmatched reversal from now on sees the payment itself.
        var unmatched = unmatchedReversals.findByPaymentIntent(
                updated.state().paid().get().paymentIntentId());
        for (var reversal : unmatched) {
            if (!reversal.isInEur()) {
                var _ = quarantine.add(reversal.stripeId(), QuarantineReason.CURRENCY, source);
            }
        }
        var inEur = unmatched.stream()
                .filter(UnmatchedReversal::isInEur)
                .map(UnmatchedReversal::update)
                .toList();
        return new UpdateOutcome.Applied(paymentLedger.update(updated, current -> current.applyUpdates(inEur), now));
    }

    // References that were given with the top-up are for its invoice alone.
    private void saveProfile(Payment payment, BillingProfile profile, LastChange change) {
        var references = profileStore
                .findBillingProfile(payment.organisation())
                .map(BillingProfile::references)
                .orElse(BuyerReferences.NONE);
        profileStore.saveBillingProfile(payment.organisation(), profile.withReferences(references), change);
    }

    /// The buyer that Checkout asked for, and the VAT that Stripe charged accordingly.
    private record BuyerWithVat(BillingProfile profile, DecidedVat vat) {}

    // Without a buyer there is no invoice until an operator has checked the payment.
    private Optional<BuyerWithVat> findBuyer(Session session, Payment payment) {
        if (!(payment.vat() instanceof PendingVat) || !"complete".equals(session.getStatus())) return Optional.empty();
        var known = payment.buyer().or(() -> profileStore.findBillingProfile(payment.organisation()));
        return CheckoutBillingProfile.from(session, known)
                .flatMap(profile -> CheckoutVat.from(stripe.retrieveSessionWithTaxes(session.getId()), profile)
                        .map(vat -> new BuyerWithVat(profile, vat)));
    }

    // Completes the record with the session, if we were interrupted after opening it, and with the buyer.
    private static Payment complete(Payment payment, Session session, Optional<BuyerWithVat> buyer) {
        var complete = payment.checkoutSession().isPresent()
                ? payment
                : payment.withCheckoutSession(new CheckoutSession(session.getId(), url(session), Optional.empty()));
        return buyer.filter(_ -> payment.vat() instanceof PendingVat)
                .map(found -> complete.withBuyer(found.profile(), found.vat()))
                .orElse(complete);
    }

    // A completed session has no URL any more: the caller is sent where it would have redirected.
    private static String url(Session session) {
        return Optional.ofNullable(session.getUrl())
                .or(() -> Optional.ofNullable(session.getSuccessUrl()))
                .orElse("");
    }
}

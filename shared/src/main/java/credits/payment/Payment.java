package credits.payment;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat;
import credits.invoicing.Vat.DecidedVat;
import credits.money.Eur;
import credits.payment.PaymentUpdate.StageReached;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The record of a top-up: the request, the updates from Stripe since, and what the account has been credited for
/// it.
///
/// @param id the caller's key
/// @param expiresAt the time until which it can be paid
/// @param net the credits, without VAT
/// @param vat frozen when the top-up was started
/// @param buyer the billing profile for the invoice, frozen as well; empty until Checkout has collected it
/// @param correction the last correction of the buyer since; empty without any
/// @param reason the reason if the top-up was refused: the permanent answer for the key
/// @param checkoutSession the payment page, once there is one
/// @param version increases with every change of the record
/// @param cursorKey a random key that makes cursors unforgeable
public record Payment(
        OrganisationId organisation,
        UniqueId id,
        MemberId createdBy,
        Instant createdAt,
        Instant expiresAt,
        Eur net,
        Vat vat,
        Optional<BillingProfile> buyer,
        Optional<BuyerCorrection> correction,
        Optional<RefusalReason> reason,
        Optional<CheckoutSession> checkoutSession,
        PaymentState state,
        PostedAmounts postedAmounts,
        long version,
        String cursorKey) {
    // Longer than a request takes. A top-up whose page was not opened by then was abandoned: Stripe did not answer, or
    // we crashed.
    private static final Duration PAGE_OPENING_TIME = Duration.ofMinutes(1);
    // Time to correct what Stripe and we disagree on.
    private static final Duration DISAGREEMENT_TIME = Duration.ofDays(1);

    /// A Checkout session of Stripe.
    ///
    /// @param sessionId Stripe's id of the session
    /// @param polledAt when Stripe was last asked about it for a member
    public record CheckoutSession(String sessionId, String url, Optional<Instant> polledAt) {}

    /// Returns the record of a new top-up.
    public static Payment begin(
            OrganisationId organisation,
            UniqueId id,
            MemberId createdBy,
            Instant createdAt,
            Instant expiresAt,
            Eur net,
            Vat vat,
            Optional<BillingProfile> buyer,
            String cursorKey) {
        return new Payment(
                organisation,
                id,
                createdBy,
                createdAt,
                expiresAt,
                net,
                vat,
                buyer,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PaymentState.NONE,
                PostedAmounts.NONE,
                1,
                cursorKey);
    }

    /// Returns the amount to pay or paid, including VAT, less VAT that was returned; empty until Checkout has
    /// determined it.
    public Optional<Eur> total() {
        return state.kept().or(() -> vat.knownAmountCents().map(Eur::ofCents).map(net::plus));
    }

    /// Returns the VAT included in it.
    public Optional<Eur> vatAmount() {
        return total().map(total -> total.minus(net));
    }

    public PaymentStatus status() {
        return switch (state.stage()) {
            case OPEN -> PaymentStatus.OPEN;
            case PROCESSING -> PaymentStatus.PROCESSING;
            case EXPIRED -> PaymentStatus.EXPIRED;
            case FAILED -> PaymentStatus.FAILED;
            case PAID -> paidStatus(state.kept().orElseThrow());
        };
    }

    private PaymentStatus paidStatus(Eur total) {
        if (state.isDisputed()) return PaymentStatus.DISPUTED;
        if (state.isChargedBack()) return PaymentStatus.CHARGED_BACK;
        if (state.reversed().equals(Eur.ZERO)) return PaymentStatus.PAID;
        return state.reversed().equals(total) ? PaymentStatus.REFUNDED : PaymentStatus.PARTLY_REFUNDED;
    }

    /// Whether the payment may still be paid, or has been paid without the bank's confirmation.
    public boolean isPending() {
        return reason.isEmpty() && (state.stage() == CheckoutStage.OPEN || state.stage() == CheckoutStage.PROCESSING);
    }

    /// Whether it can be paid at `time`: its payment page is open, or is being opened.
    public boolean isPayableAt(Instant time) {
        var endOfOpening = createdAt.plus(PAGE_OPENING_TIME);
        return isPending()
                && state.stage() == CheckoutStage.OPEN
                && time.isBefore(checkoutSession.isPresent() ? expiresAt : endOfOpening);
    }

    /// Returns the payment as it is at `time` if Stripe cannot say what became of it: expired once its time is over. If
    /// it was paid nevertheless, Stripe's event is applied later as to any other.
    public Payment expireUnanswered(Instant time) {
        var end = checkoutSession.isPresent() ? expiresAt.plus(DISAGREEMENT_TIME) : expiresAt;
        boolean isOver = isPending() && time.isAfter(end);
        return isOver ? applyUpdates(List.of(new StageReached(CheckoutStage.EXPIRED))) : this;
    }

    /// Returns the payment after the updates `updates`, or this payment if they change nothing.
    public Payment applyUpdates(List<PaymentUpdate> updates) {
        var newState = state;
        for (var update : updates) newState = newState.plus(update);
        return newState.equals(state) ? this : copyWith(vat, checkoutSession, buyer, reason, newState, postedAmounts);
    }

    /// Returns the next posting that brings the account to what it must hold; empty if there is none.
    public Optional<PendingPosting> pendingPosting() {
        var target = PostedAmounts.targetFor(net, state);
        if (target.credited().isGreaterThan(postedAmounts.credited()))
            return Optional.of(new PendingPosting.Credit(target.credited().minus(postedAmounts.credited())));
        if (!target.clawedBack().equals(postedAmounts.clawedBack()))
            return Optional.of(new PendingPosting.Clawback(target.clawedBack().minus(postedAmounts.clawedBack())));
        return Optional.empty();
    }

    /// Returns the credits due for it if `knownState` is its final state, less the seller's loss.
    public Eur expectedCredit(PaymentState knownState) {
        return PostedAmounts.netCredit(net, knownState);
    }

    /// Returns the payment after `pending` has been posted.
    public Payment withPosted(PendingPosting pending) {
        var newPosted = switch (pending) {
            case PendingPosting.Credit(var amount) ->
                new PostedAmounts(postedAmounts.credited().plus(amount), postedAmounts.clawedBack());
            case PendingPosting.Clawback(var amount) ->
                new PostedAmounts(
                        postedAmounts.credited(), postedAmounts.clawedBack().plus(amount));
        };
        return copyWith(vat, checkoutSession, buyer, reason, state, newPosted);
    }

    /// Whether the account was credited.
    public boolean isCredited() {
        return postedAmounts.credited().isPositive();
    }

    public Payment withCheckoutSession(CheckoutSession session) {
        return copyWith(vat, Optional.of(session), buyer, reason, state, postedAmounts);
    }

    /// Returns the payment with the buyer and the VAT that Checkout has determined.
    public Payment withBuyer(BillingProfile newBuyer, DecidedVat decidedVat) {
        return copyWith(decidedVat, checkoutSession, Optional.of(newBuyer), reason, state, postedAmounts);
    }

    /// Returns the payment with a corrected buyer and the VAT due then, whose invoice is made out anew.
    public Payment withCorrectedBuyer(BillingProfile corrected, Vat newVat, MemberId by, Instant now) {
        var latest = correction.map(BuyerCorrection::at).orElse(Instant.MIN);
        var at = now.isAfter(latest) ? now : latest.plusMillis(1);
        return new Payment(
                organisation,
                id,
                createdBy,
                createdAt,
                expiresAt,
                net,
                newVat,
                Optional.of(corrected),
                Optional.of(new BuyerCorrection(by, at)),
                reason,
                checkoutSession,
                state,
                postedAmounts,
                version + 1,
                cursorKey);
    }

    public Payment withRefusal(RefusalReason reason) {
        return copyWith(vat, checkoutSession, buyer, Optional.of(reason), state, postedAmounts);
    }

    private Payment copyWith(
            Vat newVat,
            Optional<CheckoutSession> newCheckoutSession,
            Optional<BillingProfile> newBuyer,
            Optional<RefusalReason> newRefusal,
            PaymentState newState,
            PostedAmounts newPosted) {
        return new Payment(
                organisation,
                id,
                createdBy,
                createdAt,
                expiresAt,
                net,
                newVat,
                newBuyer,
                correction,
                newRefusal,
                newCheckoutSession,
                newState,
                newPosted,
                version + 1,
                cursorKey);
    }
}

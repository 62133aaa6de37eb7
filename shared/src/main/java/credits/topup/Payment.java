package credits.topup;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.topup.Fact.Paid;
import credits.topup.Vat.Decided;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The record of a top-up: the request, the updates from Stripe since, and what the account holds of it.
///
/// @param id the caller's key
/// @param expiresAt the time until which it can be paid
/// @param netCents the credits, without VAT
/// @param vat frozen when the top-up began
/// @param buyer the billing profile for the invoice, frozen as well; empty until Checkout has asked for it
/// @param refusal the reason if the top-up was refused: the permanent answer for the key
/// @param checkout the payment page, once there is one
/// @param version increases with every change of the record
/// @param seal a random key that makes cursors unforgeable
public record Payment(
        OrganisationId organisation,
        UniqueId id,
        MemberId by,
        Instant createdAt,
        Instant expiresAt,
        long netCents,
        Vat vat,
        Optional<Buyer> buyer,
        Optional<Refusal> refusal,
        Optional<Checkout> checkout,
        Facts facts,
        Posted posted,
        long version,
        String seal) {

    /// A Checkout session of Stripe.
    ///
    /// @param session Stripe's id of the session
    public record Checkout(String session, String url) {}

    /// The reason why a top-up was refused.
    public enum Refusal {
        BILLING_PROFILE_REQUIRED,
        TOO_MANY_OPEN
    }

    /// A difference that must be posted to the account.
    public sealed interface Due {
        /// Credits to give.
        record Credit(long cents) implements Due {}

        /// Credits to take back; negative if credits must be given again.
        record ClawBack(long cents) implements Due {}
    }

    /// Returns the record of a new top-up.
    public static Payment begun(
            OrganisationId organisation,
            UniqueId id,
            MemberId by,
            Instant createdAt,
            Instant expiresAt,
            long netCents,
            Vat vat,
            Optional<Buyer> buyer,
            String seal) {
        return new Payment(
                organisation,
                id,
                by,
                createdAt,
                expiresAt,
                netCents,
                vat,
                buyer,
                Optional.empty(),
                Optional.empty(),
                Facts.NONE,
                Posted.NOTHING,
                1,
                seal);
    }

    /// Returns the amount to pay or paid, including VAT; empty until Checkout has determined it.
    public Optional<Long> totalCents() {
        return facts.paid().map(Paid::totalCents).or(() -> vat.cents().map(cents -> netCents + cents));
    }

    /// Returns the VAT included in it.
    public Optional<Long> vatCents() {
        return totalCents().map(total -> total - netCents);
    }

    public Status status() {
        return switch (facts.stage()) {
            case OPEN -> Status.OPEN;
            case PROCESSING -> Status.PROCESSING;
            case EXPIRED -> Status.EXPIRED;
            case FAILED -> Status.FAILED;
            case PAID -> paidStatus(facts.paid().orElseThrow().totalCents());
        };
    }

    private Status paidStatus(long totalCents) {
        if (facts.isDisputed()) return Status.DISPUTED;
        long reversed = facts.reversedCents();
        if (reversed == 0) return Status.PAID;
        return reversed == totalCents ? Status.REFUNDED : Status.PARTLY_REFUNDED;
    }

    /// Whether the payment may still be paid, or has been paid without the bank's confirmation.
    public boolean isUndecided() {
        return refusal.isEmpty() && (facts.stage() == Stage.OPEN || facts.stage() == Stage.PROCESSING);
    }

    /// Returns the payment after the updates `more`, or this payment if they change nothing.
    public Payment learning(List<Fact> more) {
        var all = facts;
        for (var fact : more) all = all.plus(fact);
        return all.equals(facts) ? this : with(vat, checkout, buyer, refusal, all, posted);
    }

    /// Returns the next posting that brings the account to what it must hold; empty if there is none.
    public Optional<Due> due() {
        var target = Posted.target(netCents, facts);
        if (target.creditedCents() > posted.creditedCents())
            return Optional.of(new Due.Credit(target.creditedCents() - posted.creditedCents()));
        if (target.clawedBackCents() != posted.clawedBackCents())
            return Optional.of(new Due.ClawBack(target.clawedBackCents() - posted.clawedBackCents()));
        return Optional.empty();
    }

    /// Returns the cents that the account must hold of this payment if `told` is its final state.
    public long held(Facts told) {
        var target = Posted.target(netCents, told);
        return target.creditedCents() - target.clawedBackCents();
    }

    /// Returns the payment after `due` has been posted.
    public Payment posting(Due due) {
        var then = switch (due) {
            case Due.Credit(var cents) -> new Posted(posted.creditedCents() + cents, posted.clawedBackCents());
            case Due.ClawBack(var cents) -> new Posted(posted.creditedCents(), posted.clawedBackCents() + cents);
        };
        return with(vat, checkout, buyer, refusal, facts, then);
    }

    /// Returns the content of its invoice; empty until the account was credited.
    ///
    /// @param seller the seller at present
    /// @param zone the seller's time zone
    public Optional<Sale> sale(Seller seller, ZoneId zone) {
        if (posted.creditedCents() == 0) return Optional.empty();
        if (!(vat instanceof Decided decided))
            throw new IllegalStateException("which VAT was paid is not known: " + new PaymentId(id));
        var money = facts.paid().orElseThrow();
        return Optional.of(new Sale(
                organisation,
                new PaymentId(id),
                LocalDate.ofInstant(money.at(), zone),
                money.paymentIntent(),
                seller,
                buyer.orElseThrow(() -> new IllegalStateException("who bought is not known: " + new PaymentId(id))),
                new VatBreakdown(netCents, decided)));
    }

    public Payment withCheckout(Checkout page) {
        return with(vat, Optional.of(page), buyer, refusal, facts, posted);
    }

    /// Returns the payment with the buyer and the VAT that Checkout has determined.
    public Payment soldTo(Buyer known, Decided found) {
        return with(found, checkout, Optional.of(known), refusal, facts, posted);
    }

    public Payment refusedFor(Refusal reason) {
        return with(vat, checkout, buyer, Optional.of(reason), facts, posted);
    }

    private Payment with(
            Vat owed,
            Optional<Checkout> page,
            Optional<Buyer> known,
            Optional<Refusal> reason,
            Facts told,
            Posted holds) {
        return new Payment(
                organisation,
                id,
                by,
                createdAt,
                expiresAt,
                netCents,
                owed,
                known,
                reason,
                page,
                told,
                holds,
                version + 1,
                seal);
    }
}

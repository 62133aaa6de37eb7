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

/// A top-up as our record keeps it: what was asked for, what Stripe has told since, and what the account holds of
/// it.
///
/// @param id the caller's key
/// @param expiresAt until when it can be paid
/// @param netCents the credits, without VAT
/// @param vat frozen when the top-up began
/// @param buyer who the invoice will be made out to, frozen too; empty while Checkout has yet to ask
/// @param refusal why nothing was begun, when nothing was: the key's answer for ever
/// @param checkout the payment page, once there is one
/// @param version grows with every change of the record
/// @param seal random; makes cursors that nobody can make up
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

    /// Stripe's payment page.
    ///
    /// @param session Stripe's id of it
    public record Checkout(String session, String url) {}

    /// Why a top-up was not begun.
    public enum Refusal {
        BILLING_PROFILE_REQUIRED,
        TOO_MANY_OPEN
    }

    /// A difference that is to be posted to the account.
    public sealed interface Due {
        /// Credits to be given.
        record Credit(long cents) implements Due {}

        /// Credits to be taken back; negative when some are to be given again.
        record ClawBack(long cents) implements Due {}
    }

    /// A top-up that begins.
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

    /// What is, or will be, paid, VAT included; empty while Checkout has yet to find out.
    public Optional<Long> totalCents() {
        return facts.paid().map(Paid::totalCents).or(() -> vat.cents().map(cents -> netCents + cents));
    }

    /// The VAT in it.
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

    /// May it still be paid, or has it been and the bank not said so?
    public boolean isUndecided() {
        return refusal.isEmpty() && (facts.stage() == Stage.OPEN || facts.stage() == Stage.PROCESSING);
    }

    /// The payment with all that `more` tell; itself if that is nothing new.
    public Payment learning(List<Fact> more) {
        var all = facts;
        for (var fact : more) all = all.plus(fact);
        return all.equals(facts) ? this : with(vat, checkout, buyer, refusal, all, posted);
    }

    /// What is to be posted next, so that the account holds what it must; empty when it does.
    public Optional<Due> due() {
        var target = Posted.target(netCents, facts);
        if (target.creditedCents() > posted.creditedCents())
            return Optional.of(new Due.Credit(target.creditedCents() - posted.creditedCents()));
        if (target.clawedBackCents() != posted.clawedBackCents())
            return Optional.of(new Due.ClawBack(target.clawedBackCents() - posted.clawedBackCents()));
        return Optional.empty();
    }

    /// How many cents the account must hold of this payment if `told` is all there is to know.
    public long held(Facts told) {
        var target = Posted.target(netCents, told);
        return target.creditedCents() - target.clawedBackCents();
    }

    /// The payment once `due` is posted.
    public Payment posting(Due due) {
        var then = switch (due) {
            case Due.Credit(var cents) -> new Posted(posted.creditedCents() + cents, posted.clawedBackCents());
            case Due.ClawBack(var cents) -> new Posted(posted.creditedCents(), posted.clawedBackCents() + cents);
        };
        return with(vat, checkout, buyer, refusal, facts, then);
    }

    /// What its invoice will say; empty until the account was credited for it.
    ///
    /// @param seller who sells now
    /// @param zone where the seller is
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

    /// The payment once the payment page has found out who buys, and which VAT that makes.
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

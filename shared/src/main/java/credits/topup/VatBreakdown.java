package credits.topup;

import credits.money.Eur;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import java.math.BigDecimal;

/// The net amount of a supply and its VAT in whole cents; never both zero, and neither is negative.
///
/// @param vat the rate and its reason; without a rate there is no VAT
public record VatBreakdown(long netCents, Decided vat) {
    private static final int CENTS_DIGITS = 2;

    public VatBreakdown {
        if (netCents < 0 || vat.amountCents() < 0 || netCents + vat.amountCents() == 0) {
            throw new IllegalArgumentException("no amounts for paper: " + netCents + " and VAT " + vat.amountCents());
        }
        if (vat.hundredths() < 0 || (vat.hundredths() == 0 && vat.amountCents() != 0)) {
            throw new IllegalArgumentException("VAT without a rate: " + vat.amountCents());
        }
        if (vat.treatment() != Treatment.STANDARD && vat.hundredths() != 0) {
            throw new IllegalArgumentException("a rate where no VAT is charged: " + vat.hundredths());
        }
    }

    public Eur net() {
        return Eur.cents(netCents);
    }

    /// Returns the VAT.
    public Eur tax() {
        return Eur.cents(vat.amountCents());
    }

    /// Returns the total including VAT.
    public Eur total() {
        return Eur.cents(totalCents());
    }

    public long totalCents() {
        return Math.addExact(netCents, vat.amountCents());
    }

    /// Returns the rate in percent: `22`, `5.5`.
    public String percent() {
        var percent = BigDecimal.valueOf(vat.hundredths(), CENTS_DIGITS).stripTrailingZeros();
        return percent.toPlainString();
    }

    /// Returns the breakdown of a part of the total. The net share is rounded half up to a cent, as the account rounds
    /// clawbacks, and the VAT is the rest.
    ///
    /// @param refundedCents the part, above zero; more than the total counts as all of it
    public VatBreakdown share(long refundedCents) {
        if (refundedCents >= totalCents()) return this;
        // Half up in whole numbers: (2 a + b) / 2 b.
        long twice = Math.multiplyExact(2, Math.multiplyExact(netCents, refundedCents));
        return with(Math.addExact(twice, totalCents()) / (2 * totalCents()), refundedCents);
    }

    /// Returns the amounts of the next credit note if `refundedCents` of the payment have been reversed and
    /// `creditedCents` of it are on credit notes already. It is the difference of two shares, so that all notes add up
    /// in net and VAT.
    public VatBreakdown share(long refundedCents, long creditedCents) {
        var all = share(refundedCents);
        if (creditedCents == 0) return all;
        var before = share(creditedCents);
        return with(all.netCents - before.netCents, all.totalCents() - before.totalCents());
    }

    private VatBreakdown with(long partOfNet, long partOfTotal) {
        return new VatBreakdown(partOfNet, new Decided(vat.treatment(), vat.hundredths(), partOfTotal - partOfNet));
    }
}

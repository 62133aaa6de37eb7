package credits.invoicing;

import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.money.Eur;
import java.math.BigDecimal;

/// The net amount of a supply and its VAT in whole cents; never both zero, and neither is negative.
///
/// @param vat the rate and its reason; without a rate there is no VAT
public record VatBreakdown(long netCents, DecidedVat vat) {
    private static final int PERCENT_DECIMALS = 2;

    public VatBreakdown {
        if (netCents < 0 || vat.amountCents() < 0 || netCents + vat.amountCents() == 0) {
            throw new IllegalArgumentException(
                    "invalid amounts for a document: " + netCents + " and VAT " + vat.amountCents());
        }
        if (vat.rateBasisPoints() < 0 || (vat.rateBasisPoints() == 0 && vat.amountCents() != 0)) {
            throw new IllegalArgumentException("VAT without a rate: " + vat.amountCents());
        }
        if (vat.treatment() != VatTreatment.STANDARD && vat.rateBasisPoints() != 0) {
            throw new IllegalArgumentException("a rate where no VAT is charged: " + vat.rateBasisPoints());
        }
    }

    /// Returns how many cents of `partCents`, a part of a payment, are net, rounded half up to a cent. Clawed-back
    /// credits and credit notes both follow it, so that they agree.
    ///
    /// @param netCents the net amount of the payment
    /// @param totalCents its amount with VAT, above zero
    public static long netShareCents(long netCents, long totalCents, long partCents) {
        // Half up in whole numbers: (2 a + b) / 2 b. At most 10^6 × 10^7, far from any overflow.
        return Math.addExact(Math.multiplyExact(2, Math.multiplyExact(netCents, partCents)), totalCents)
                / (2 * totalCents);
    }

    public Eur netAmount() {
        return Eur.ofCents(netCents);
    }

    /// Returns the VAT.
    public Eur vatAmount() {
        return Eur.ofCents(vat.amountCents());
    }

    /// Returns the total including VAT.
    public Eur totalAmount() {
        return Eur.ofCents(totalCents());
    }

    public long totalCents() {
        return Math.addExact(netCents, vat.amountCents());
    }

    /// Returns the rate in percent: `22`, `5.5`.
    public String ratePercent() {
        var percent =
                BigDecimal.valueOf(vat.rateBasisPoints(), PERCENT_DECIMALS).stripTrailingZeros();
        return percent.toPlainString();
    }

    /// Returns the breakdown of a part of the total. The net share is rounded half up to a cent, and the VAT is
    /// the rest.
    ///
    /// @param reversedCents the part, above zero; more than the total counts as all of it
    public VatBreakdown shareOf(long reversedCents) {
        if (reversedCents >= totalCents()) return this;
        return withParts(netShareCents(netCents, totalCents(), reversedCents), reversedCents);
    }

    /// Returns the amounts of the next credit note if `reversedCents` of the payment have been reversed and
    /// `creditNoteCents` of it are on credit notes already. It is the difference of two shares, so that all notes
    /// add up in net and VAT.
    public VatBreakdown remainingShare(long reversedCents, long creditNoteCents) {
        var shareOfReversed = shareOf(reversedCents);
        if (creditNoteCents == 0) return shareOfReversed;
        var shareOnCreditNotes = shareOf(creditNoteCents);
        return withParts(
                shareOfReversed.netCents - shareOnCreditNotes.netCents,
                shareOfReversed.totalCents() - shareOnCreditNotes.totalCents());
    }

    private VatBreakdown withParts(long netCentsPart, long totalCentsPart) {
        return new VatBreakdown(
                netCentsPart,
                new DecidedVat(vat.treatment(), vat.rateBasisPoints(), totalCentsPart - netCentsPart, vat.country()));
    }
}

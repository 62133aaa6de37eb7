package credits.invoicing;

import java.util.Optional;

/// The VAT due on a top-up. Credits are for electronic services of one seller at one rate, so the VAT is known, and
/// due, when they are bought (Directive 2006/112/EC, articles 30b and 65).
public sealed interface Vat {
    /// Returns the VAT in cents; empty until Checkout has determined it.
    Optional<Long> knownAmountCents();

    /// VAT that we decided, from the rate table and the billing profile.
    ///
    /// @param treatment the reason for the rate
    /// @param rateBasisPoints the rate in hundredths of a percent: 2200 is 22 %
    /// @param amountCents rounded half up
    /// @param country whose VAT is charged, ISO 3166-1 alpha-2; empty if none is, or in older records
    record DecidedVat(VatTreatment treatment, int rateBasisPoints, long amountCents, Optional<String> country)
            implements Vat {
        /// Creates VAT whose country is not known.
        public DecidedVat(VatTreatment treatment, int rateBasisPoints, long amountCents) {
            this(treatment, rateBasisPoints, amountCents, Optional.empty());
        }

        @Override
        public Optional<Long> knownAmountCents() {
            return Optional.of(amountCents);
        }
    }

    /// VAT that Stripe decides from what the buyer enters at Checkout.
    record PendingVat() implements Vat {
        @Override
        public Optional<Long> knownAmountCents() {
            return Optional.empty();
        }
    }

    /// The reason for a VAT rate.
    enum VatTreatment {
        /// The seller charges VAT.
        STANDARD,
        /// The buyer, a business in another EU country, owes the VAT (article 196).
        REVERSE_CHARGE,
        /// The place of supply is outside the EU (article 44 for businesses, 58 for consumers).
        OUTSIDE_SCOPE
    }
}

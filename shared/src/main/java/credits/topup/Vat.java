package credits.topup;

import java.util.Optional;

/// The VAT due on a top-up. Credits are for electronic services of one seller at one rate, so the VAT is known, and
/// due, when they are bought (Directive 2006/112/EC, articles 30b and 65).
public sealed interface Vat {
    /// Returns the VAT in cents; empty until Checkout has determined it.
    Optional<Long> cents();

    /// VAT that we decided, from the rate table and the billing profile.
    ///
    /// @param treatment the reason for the rate
    /// @param hundredths the rate in hundredths of a percent: 2200 is 22 %
    /// @param amountCents rounded half up
    record Decided(Treatment treatment, int hundredths, long amountCents) implements Vat {
        @Override
        public Optional<Long> cents() {
            return Optional.of(amountCents);
        }
    }

    /// VAT that Stripe decides from what the buyer enters at Checkout.
    record AtCheckout() implements Vat {
        @Override
        public Optional<Long> cents() {
            return Optional.empty();
        }
    }

    /// The reason for a VAT rate.
    enum Treatment {
        /// The seller charges VAT.
        STANDARD,
        /// The buyer, a business in another EU country, owes the VAT (article 196).
        REVERSE_CHARGE,
        /// The place of supply is outside the EU (article 44).
        OUTSIDE_SCOPE
    }
}

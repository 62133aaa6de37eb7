package credits.topup;

import java.util.Optional;

/// Which VAT is due on a top-up. Credits are for electronic services of one seller at one rate, so it is known, and
/// due, when they are bought (Directive 2006/112/EC, articles 30b and 65).
public sealed interface Vat {
    /// The VAT in cents; empty while Checkout has yet to find out.
    Optional<Long> cents();

    /// We decided it, from the rate table and the billing profile.
    ///
    /// @param treatment why it is so
    /// @param hundredths the rate in hundredths of a percent: 2200 is 22 %
    /// @param amountCents rounded half up
    record Decided(Treatment treatment, int hundredths, long amountCents) implements Vat {
        @Override
        public Optional<Long> cents() {
            return Optional.of(amountCents);
        }
    }

    /// Stripe decides, from what the buyer enters at Checkout.
    record AtCheckout() implements Vat {
        @Override
        public Optional<Long> cents() {
            return Optional.empty();
        }
    }

    /// Why a rate is what it is.
    enum Treatment {
        /// The seller charges it.
        STANDARD,
        /// The buyer owes it, a business in another EU country (article 196).
        REVERSE_CHARGE,
        /// The place of supply is outside the EU (article 44).
        OUTSIDE_SCOPE
    }
}

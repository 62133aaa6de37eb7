package credits.account;

import credits.money.Eur;
import java.util.Optional;

/// An amount of a month's usage at which people are notified.
public sealed interface AlertValue {
    /// An amount that does not depend on the limits.
    ///
    /// @param amount not negative
    record FixedAmount(Eur amount) implements AlertValue {
        public FixedAmount {
            if (amount.isNegative()) throw new IllegalArgumentException("alert: " + amount);
        }

        @Override
        public Optional<Eur> under(Optional<Eur> allowedLimit) {
            return Optional.of(amount);
        }

        /// Returns the amount, such as `60.00`.
        @Override
        public String toString() {
            return amount.toString();
        }
    }

    /// A share of the allowed limit, whatever that is.
    ///
    /// @param percent 1 to 100
    record LimitShare(int percent) implements AlertValue {
        public LimitShare {
            if (percent < 1 || percent > 100) throw new IllegalArgumentException("percent: " + percent);
        }

        // Exact for whole cents; otherwise rounded down to a nano-euro.
        @Override
        public Optional<Eur> under(Optional<Eur> allowedLimit) {
            return allowedLimit.map(
                    limit -> new Eur(limit.nanos() / 100 * percent + limit.nanos() % 100 * percent / 100));
        }

        /// Returns the share, such as `80%`.
        @Override
        public String toString() {
            return percent + "%";
        }
    }

    /// Returns the amount in EUR under this allowed limit; empty for a share of no limit.
    Optional<Eur> under(Optional<Eur> allowedLimit);
}

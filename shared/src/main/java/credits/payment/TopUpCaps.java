package credits.payment;

import credits.identity.MemberId;
import credits.money.Eur;
import java.util.Locale;
import java.util.Optional;

/// What an organisation may try in a day: enough for its own purchases, too little to test stolen cards.
///
/// @param attempts the maximum of top-ups started by all members
/// @param memberAttempts the maximum of top-ups started by one member
/// @param amount the maximum of the credits of all top-ups started
/// @param declines the number of declined payments after which no more top-ups are started
public record TopUpCaps(int attempts, int memberAttempts, Eur amount, int declines) {
    /// A cap, as problems name it.
    public enum Cap {
        DECLINES,
        ATTEMPTS,
        MEMBER_ATTEMPTS,
        AMOUNT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Returns the cap that another top-up on `day` would exceed; empty if there is none.
    public Optional<Cap> exceededBy(TopUpDay day, MemberId member, Eur net) {
        if (day.declines().size() >= declines) return Optional.of(Cap.DECLINES);
        if (day.attemptCount() >= attempts) return Optional.of(Cap.ATTEMPTS);
        if (day.attempts().getOrDefault(member, 0) >= memberAttempts) return Optional.of(Cap.MEMBER_ATTEMPTS);
        return day.amount().plus(net).isGreaterThan(amount) ? Optional.of(Cap.AMOUNT) : Optional.empty();
    }
}

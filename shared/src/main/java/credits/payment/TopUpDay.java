package credits.payment;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.money.Eur;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The top-ups that an organisation has started on a day (UTC), and the cards that were declined.
///
/// @param attempts the number of top-ups started by each member
/// @param amount the credits of all of them, paid or not
/// @param declines the ids of Stripe's events about declined payments
/// @param version increases with every change; 0 before the first
public record TopUpDay(
        OrganisationId organisation,
        LocalDate date,
        Map<MemberId, Integer> attempts,
        Eur amount,
        Set<String> declines,
        long version) {
    public TopUpDay {
        attempts = Map.copyOf(attempts);
        declines = Set.copyOf(declines);
    }

    /// Returns a day on which nothing has happened.
    public static TopUpDay empty(OrganisationId organisation, LocalDate date) {
        return new TopUpDay(organisation, date, Map.of(), Eur.ZERO, Set.of(), 0);
    }

    /// Returns the number of top-ups that the whole organisation has started.
    public int attemptCount() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Returns the day with one more top-up.
    public TopUpDay withAttempt(MemberId member, Eur net) {
        var more = new HashMap<>(attempts);
        var _ = more.merge(member, 1, Integer::sum);
        return new TopUpDay(organisation, date, more, amount.plus(net), declines, version + 1);
    }

    /// Returns the day with a declined payment.
    public TopUpDay withDecline(String eventId) {
        var more = new HashSet<>(declines);
        var _ = more.add(eventId);
        return new TopUpDay(organisation, date, attempts, amount, more, version + 1);
    }
}

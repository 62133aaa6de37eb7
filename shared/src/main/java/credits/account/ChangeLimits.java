package credits.account;

import credits.account.Change.Kind;
import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.account.Event.LimitsChanged;
import credits.account.Limits.LastChange;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sets the alert threshold and the allowed limit. Safe to repeat: setting the limits that are in force
/// changes nothing.
///
/// @param basedOn the version of the limits that the member has seen; empty to change whatever is in force
public record ChangeLimits(
        Optional<Eur> alertThreshold, Optional<Eur> allowedLimit, Optional<Long> basedOn, MemberId by, Instant now)
        implements Command<ChangeLimits.Outcome> {

    public ChangeLimits {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /// The outcome of the change.
    public sealed interface Outcome {
        /// These limits are in force, since this call or before.
        record InForce(Limits limits) implements Outcome {}

        /// The limits have changed since the given version; nothing changed.
        record Stale(Limits limits) implements Outcome {}
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    @Override
    public Step<Outcome> on(Account account, Seen seen) {
        var old = account.limits();
        var wanted =
                new Limits(alertThreshold, allowedLimit, account.segments() + 1, Optional.of(new LastChange(now, by)));
        if (wanted.sameAmounts(old)) return new Answered<>(new Outcome.InForce(old));
        if (basedOn.isPresent() && basedOn.get() != old.version()) return new Answered<>(new Outcome.Stale(old));
        return new Append<>(change(account.rolledTo(now, now), wanted), new Outcome.InForce(wanted));
    }

    private Change change(Account before, Limits wanted) {
        var expiry = new Expiry();
        var rolled = expiry.sweep(before, Set.of());
        var old = rolled.limits();
        var events = expiry.events();
        events.add(new LimitsChanged(
                by, old.alertThreshold(), old.allowedLimit(), wanted.alertThreshold(), wanted.allowedLimit()));
        var changed = rolled.withLimits(wanted);
        if (raised(old, wanted)) changed = changed.withMonth(changed.month().withLimitReached(false));
        var noted = Notices.note(rolled, changed, false, false, events);
        return new Change(Kind.LIMITS, noted.next(), List.of(), expiry.released(), events);
    }

    private static boolean raised(Limits old, Limits wanted) {
        if (wanted.allowedLimit().isEmpty()) return true;
        return old.allowedLimit().isPresent()
                && wanted.allowedLimit().get().exceeds(old.allowedLimit().get());
    }
}

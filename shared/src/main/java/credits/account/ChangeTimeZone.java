package credits.account;

import credits.account.Change.Kind;
import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.identity.UniqueId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes the time zone of the account's days and months: at once before the first segment, otherwise from the next
/// month on.
///
/// The answer is the account's time zone after the change.
public record ChangeTimeZone(ZoneId zone, Instant now) implements Command<TimeZone> {
    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    @Override
    public Step<TimeZone> on(Account account, Seen seen) {
        // Before the first segment, no day has begun that the new zone could contradict.
        var rolled = account.segments() == 0
                ? account.withZone(TimeZone.of(zone)).rolledTo(now, now)
                : account.rolledTo(now, now);
        var wanted = wanted(rolled.zone());
        if (wanted.equals(account.zone())) return new Answered<>(wanted);
        var expiry = new Expiry();
        var changed = expiry.sweep(rolled, Set.of()).withZone(wanted).next();
        return new Append<>(new Change(Kind.TIME_ZONE, changed, List.of(), expiry.released(), expiry.events()), wanted);
    }

    private TimeZone wanted(TimeZone inForce) {
        if (zone.equals(inForce.current())) return TimeZone.of(zone);
        return new TimeZone(inForce.current(), Optional.of(zone));
    }
}

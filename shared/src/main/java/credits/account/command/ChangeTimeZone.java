package credits.account.command;

import credits.account.Account;
import credits.account.AccountTimeZone;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.UniqueId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes the time zone of the account's days and months: at once before the first segment, otherwise from the next
/// month on.
///
/// The answer is the account's time zone after the change: another one than asked for if the change was based on a time
/// zone that the account no longer has.
///
/// @param basedOn the time zone that the change was decided on; empty to change any
public record ChangeTimeZone(ZoneId newZone, Instant now, Optional<AccountTimeZone> basedOn)
        implements AccountCommand<AccountTimeZone> {
    /// A change of any time zone.
    public ChangeTimeZone(ZoneId newZone, Instant now) {
        this(newZone, now, Optional.empty());
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    @Override
    public Decision<AccountTimeZone> decide(Account account, IdLookup lookup) {
        // Before the first segment, no day has begun that the new zone could contradict.
        var current = account.segmentCount() == 0
                ? account.withTimeZone(AccountTimeZone.of(newZone)).advanceTo(now, now)
                : account.advanceTo(now, now);
        var target = targetTimeZone(current.timeZone());
        if (target.equals(account.timeZone())) return new NoChange<>(target);
        if (isStale(account, current)) return new NoChange<>(current.timeZone());
        var update = AccountUpdate.ofAdvanced(current, Set.of(), lookup);
        var changed = update.current().withTimeZone(target);
        return new Append<>(update.completeWithoutThresholds(Kind.TIME_ZONE, changed), target);
    }

    private boolean isStale(Account account, Account current) {
        return account.segmentCount() > 0
                && basedOn.isPresent()
                && !basedOn.get().equals(current.timeZone());
    }

    private AccountTimeZone targetTimeZone(AccountTimeZone current) {
        if (newZone.equals(current.current())) return AccountTimeZone.of(newZone);
        return new AccountTimeZone(current.current(), Optional.of(newZone));
    }
}

package credits.account.command;

import credits.account.Account;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.account.UsageAlerts;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Sets the alerts and the allowed limit. Safe to repeat: setting the limits that are in force
/// changes nothing.
///
/// @param expectedVersion the version of the limits that the member has seen; empty to change whatever is in force
public record ChangeLimits(
        UsageAlerts alerts, Optional<Eur> allowedLimit, Optional<Long> expectedVersion, MemberId changedBy, Instant now)
        implements AccountCommand<ChangeLimits.Outcome> {

    public ChangeLimits {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /// A change to limits with one alert at most.
    public ChangeLimits(
            Optional<Eur> alertThreshold,
            Optional<Eur> allowedLimit,
            Optional<Long> expectedVersion,
            MemberId changedBy,
            Instant now) {
        this(UsageAlerts.at(alertThreshold), allowedLimit, expectedVersion, changedBy, now);
    }

    /// The outcome of the change.
    public sealed interface Outcome {
        /// These limits are in force, since this call or before.
        record Applied(SpendingLimits limits) implements Outcome {}

        /// The limits have changed since the given version; nothing changed.
        record Stale(SpendingLimits limits) implements Outcome {}
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    @Override
    public Decision<Outcome> decide(Account account, IdLookup lookup) {
        var oldLimits = account.limits();
        var newLimits = new SpendingLimits(
                alerts, allowedLimit, account.segmentCount() + 1, Optional.of(new LastChange(now, changedBy)));
        if (newLimits.hasSameAmounts(oldLimits)) return new NoChange<>(new Outcome.Applied(oldLimits));
        if (expectedVersion.isPresent() && expectedVersion.get() != oldLimits.version())
            return new NoChange<>(new Outcome.Stale(oldLimits));
        return new Append<>(change(AccountUpdate.of(account, now, lookup), newLimits), new Outcome.Applied(newLimits));
    }

    private AccountChange change(AccountUpdate update, SpendingLimits newLimits) {
        var oldLimits = update.current().limits();
        update.add(new LimitsChanged(
                changedBy, oldLimits.alerts(), oldLimits.allowedLimit(), newLimits.alerts(), newLimits.allowedLimit()));
        var changed = update.current().withLimits(newLimits);
        if (isRaised(oldLimits, newLimits))
            changed = changed.withMonth(
                    changed.monthToDate().withLimitReached(false).withForecastAlerted(false));
        return update.complete(Kind.LIMITS, changed, List.of());
    }

    private static boolean isRaised(SpendingLimits oldLimits, SpendingLimits newLimits) {
        if (newLimits.allowedLimit().isEmpty()) return true;
        return oldLimits.allowedLimit().isPresent()
                && newLimits
                        .allowedLimit()
                        .get()
                        .isGreaterThan(oldLimits.allowedLimit().get());
    }
}

package credits.ledger.verification;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.SpendingLimits;
import credits.account.command.AccountChange;
import credits.account.command.AccountChange.Kind;
import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Replays one change: recomputes the whole account after it from the account before it and from the change itself, and
/// reports where the result differs from the recorded state. This is how segments that were written long ago are
/// verified. It shares no rule with the code that books.
///
/// It does not repeat decisions: it does not check whether a line should have been debited, only that everything
/// adds up.
final class AccountAudit {
    private final AccountChange change;
    private final Account after;
    private final TimeAudit time;
    private final Account before;
    private final EntriesReplay entries;
    private final Optional<DomainEvent> cause;
    private final ThresholdReplay thresholds;

    private AccountAudit(Account stated, AccountChange change) {
        this.change = change;
        this.after = change.account();
        this.time = new TimeAudit(stated, change);
        this.before = time.advancedAccount();
        this.entries = new EntriesReplay(before, change);
        this.cause = change.events().stream().filter(this::isCause).findFirst();
        this.thresholds = new ThresholdReplay(before, after, change.kind(), cause, entries);
    }

    private boolean isCause(DomainEvent event) {
        return switch (change.kind()) {
            case LIMITS -> event instanceof LimitsChanged;
            case ADJUSTMENT -> event instanceof Adjusted;
            case CREDIT -> event instanceof ToppedUp;
            case CLAWBACK -> event instanceof ClawedBack;
            case USAGE, TIME_ZONE, AUTHORIZATION, CAPTURE, RELEASE, REFUSAL, TOP_UP -> false;
        };
    }

    /// Returns the first defect of `change` after `before`, in the order of the kinds; empty if everything follows.
    static Optional<ChainDefect.Kind> findDefect(Account before, AccountChange change) {
        return new AccountAudit(before, change).defects().stream().findFirst();
    }

    private Set<ChainDefect.Kind> defects() {
        var defects = EnumSet.noneOf(ChainDefect.Kind.class);
        var month = replayMonth();
        if (!time.isConsistent()) defects.add(ChainDefect.Kind.TIME);
        if (!after.balance().equals(expectedBalance())) defects.add(ChainDefect.Kind.BALANCE);
        if (!month.hasDays(after.monthToDate().days())) defects.add(ChainDefect.Kind.DAYS);
        if (!month.hasCategories(after.monthToDate().categories())) defects.add(ChainDefect.Kind.CATEGORIES);
        if (!after.pastMonths().equals(before.pastMonths())) defects.add(ChainDefect.Kind.MONTHS);
        if (!areLimitsConsistent()) defects.add(ChainDefect.Kind.LIMITS);
        defects.addAll(entries.defects());
        if (!areIdsConsistent()) defects.add(ChainDefect.Kind.IDS);
        if (!thresholds.areFlagsConsistent()) defects.add(ChainDefect.Kind.FLAGS);
        if (!change.events().equals(expectedEvents())) defects.add(ChainDefect.Kind.EVENTS);
        return defects;
    }

    private Eur expectedBalance() {
        var given = cause.map(AccountAudit::balanceEffect).orElse(Eur.ZERO);
        return before.balance().plus(given).minus(entries.debited());
    }

    private static Eur balanceEffect(DomainEvent event) {
        return switch (event) {
            case ToppedUp credited -> credited.amount();
            case ClawedBack taken -> Eur.ZERO.minus(taken.amount());
            case Adjusted adjusted -> adjusted.amount();
            default -> Eur.ZERO;
        };
    }

    private MonthReplay replayMonth() {
        var month = new MonthReplay(before.monthToDate(), after.currentDay(), before.segmentCount());
        for (var report : change.reports()) report.lines().forEach(month::add);
        return month;
    }

    private boolean areLimitsConsistent() {
        var limits = after.limits();
        if (change.kind() != Kind.LIMITS) return limits.equals(before.limits());
        return cause.filter(event -> event instanceof LimitsChanged changed && isChangeTo(changed, limits))
                .isPresent();
    }

    private boolean isChangeTo(LimitsChanged changed, SpendingLimits limits) {
        return changed.oldAlerts().equals(before.limits().alerts())
                && changed.oldAllowedLimit().equals(before.limits().allowedLimit())
                && changed.newAlerts().equals(limits.alerts())
                && changed.newAllowedLimit().equals(limits.allowedLimit())
                && !limits.hasSameAmounts(before.limits())
                && limits.version() == before.segmentCount() + 1
                && limits.lastChange()
                        .filter(last -> last.changedBy().equals(changed.changedBy()))
                        .isPresent();
    }

    // Usage records its reports, a call its key, and nothing is recorded that is ahead of the clock.
    private boolean areIdsConsistent() {
        var ids = change.recordedIds().stream().map(RecordedId::id).toList();
        if (ids.stream().anyMatch(id -> id.isAheadOf(after.clockTime())) || new HashSet<>(ids).size() < ids.size())
            return false;
        return switch (change.kind()) {
            case USAGE -> ids.equals(entries.reportIds());
            case AUTHORIZATION, CAPTURE, RELEASE, REFUSAL, TOP_UP ->
                ids.size() == 1 && ids.containsAll(entries.reportIds());
            case ADJUSTMENT -> ids.equals(adjustmentKey());
            case LIMITS, TIME_ZONE, CREDIT, CLAWBACK -> ids.isEmpty();
        };
    }

    private List<UniqueId> adjustmentKey() {
        return cause.map(event -> event instanceof Adjusted adjusted ? List.of(adjusted.key()) : List.<UniqueId>of())
                .orElse(List.of());
    }

    private List<DomainEvent> expectedEvents() {
        var events = new ArrayList<>(entries.events());
        cause.ifPresent(events::add);
        events.addAll(thresholds.events());
        return events;
    }
}

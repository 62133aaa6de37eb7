package credits.ledger;

import credits.account.Account;
import credits.account.Change;
import credits.account.MonthlyHistory;
import credits.identity.OrganisationId;
import credits.usage.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Reads what members see of their account, strongly consistently, from its chain. Writes nothing.
///
/// Throws [Unavailable] if the store does not answer.
public final class Statements {
    private final Chain chain;
    private final ZoneId defaultZone;

    /// @param defaultZone the time zone of new accounts without entries
    public Statements(DynamoDbClient dynamo, String table, ZoneId defaultZone) {
        this.chain = new Chain(dynamo, table);
        this.defaultZone = defaultZone;
    }

    /// Returns the account at `now`, with one read of one item.
    public Account current(OrganisationId organisation, Instant now) {
        return reading(organisation, () -> head(organisation)).seenAt(now);
    }

    /// Returns the account at the end of `month`, or at `now` for the current month; empty for a future month. A past
    /// month takes one more read, of its last segment, and another for every 24 months that it is further back.
    public Optional<Account> month(OrganisationId organisation, YearMonth month, Instant now) {
        return reading(organisation, () -> {
            var newest = head(organisation);
            var today = newest.seenAt(now);
            if (month.isAfter(today.currentMonth())) return Optional.empty();
            if (month.equals(today.currentMonth())) return Optional.of(today);
            return Optional.of(endOf(month, organisation, newest));
        });
    }

    /// Returns the months of `year`, with one read, and another for every 24 months that the year is further back.
    public MonthlyHistory history(OrganisationId organisation, int year, Instant now) {
        return reading(organisation, () -> {
            var today = head(organisation).rolledTo(now, now);
            var past = new ArrayList<>(today.past());
            while (past.size() >= Account.MOST_PAST && past.getFirst().month().getYear() >= year) {
                var older = chain.segment(organisation, past.getFirst().lastSegment())
                        .account()
                        .past();
                if (older.isEmpty()) break;
                past.addAll(0, older);
            }
            return MonthlyHistory.of(year, today, past);
        });
    }

    private Account head(OrganisationId organisation) {
        return chain.head(organisation).map(Segment::account).orElseGet(() -> Account.opened(defaultZone));
    }

    // Goes back over the last segments of months until one is in `month` or before it. That segment has the month's
    // days, unless there are none.
    private Account endOf(YearMonth month, OrganisationId organisation, Account newest) {
        var account = newest;
        while (account.currentMonth().isAfter(month)) {
            var past = account.past();
            var ended = past.reversed().stream()
                    .filter(each -> !each.month().isAfter(month))
                    .findFirst()
                    .or(() -> past.stream().findFirst());
            if (ended.isEmpty()) return beforeAll(month, newest);
            account = chain.segment(organisation, ended.get().lastSegment()).account();
        }
        if (account.currentMonth().equals(month)) return account;
        var end = lastInstant(month, account);
        return account.rolledTo(end, end);
    }

    private static Account beforeAll(YearMonth month, Account newest) {
        var end = lastInstant(month, newest);
        return Account.opened(newest.zone().current()).rolledTo(end, end);
    }

    private static Instant lastInstant(YearMonth month, Account account) {
        // A pending time zone takes effect with the first month after the account's own.
        var zone = account.zone().next().orElse(account.zone().current());
        return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    /// Reads a page of the entries of `date` into `sheet`, newest first; empty for a future day.
    ///
    /// @param after the last entry of the previous page
    /// @param only the entries to include, empty for all; a filtered page of a large day may have few entries, or none,
    ///     and still be followed by another
    /// @param sheet receives the entries until it is full
    public Optional<DayPage> day(
            OrganisationId organisation,
            LocalDate date,
            Instant now,
            Optional<Position> after,
            Optional<Predicate<Entry>> only,
            Sheet sheet) {
        var month = month(organisation, YearMonth.from(date), now);
        if (month.isEmpty() || date.isAfter(month.get().rolledTo(now, now).day())) return Optional.empty();
        var days = month.get().month().days();
        for (int i = 0; i < days.size(); i++) {
            if (!days.get(i).date().equals(date)) continue;
            long first = days.get(i).firstSegment();
            long last = (i + 1 < days.size()
                            ? days.get(i + 1).firstSegment()
                            : month.get().segments())
                    - 1;
            var reader = new EntriesReader(chain, organisation, after, only, sheet);
            var page = reading(organisation, () -> reader.page(first, last));
            return Optional.of(DayPage.of(days.get(i), month.get().zone().current(), page));
        }
        return Optional.of(DayPage.empty(date, month.get().zone().current()));
    }

    private static <R> R reading(OrganisationId organisation, Supplier<R> read) {
        try {
            return read.get();
        } catch (SdkException fault) {
            throw new Unavailable("the ledger of " + organisation + " did not answer", fault);
        }
    }

    /// Returns the change that segment `number` made, which must exist.
    public Change change(OrganisationId organisation, long number) {
        return reading(organisation, () -> chain.segment(organisation, number)).change();
    }
}

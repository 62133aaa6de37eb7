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

/// What members see of their account, read afresh from its chain. Writes nothing.
///
/// When the store does not answer: [Unavailable].
public final class Statements {
    private final Chain chain;
    private final ZoneId defaultZone;

    /// @param defaultZone the time zone of accounts to which nothing has happened yet
    public Statements(DynamoDbClient dynamo, String table, ZoneId defaultZone) {
        this.chain = new Chain(dynamo, table);
        this.defaultZone = defaultZone;
    }

    /// The account as it stands at `now`, by one read of one item.
    public Account current(OrganisationId organisation, Instant now) {
        return reading(organisation, () -> head(organisation)).seenAt(now);
    }

    /// The account as it stood at the end of `month`, or stands now if that is the current one; empty for a month
    /// to come. A past month takes one more read, of its last segment; one more than 24 months back, one more for
    /// each such stretch.
    public Optional<Account> month(OrganisationId organisation, YearMonth month, Instant now) {
        return reading(organisation, () -> {
            var newest = head(organisation);
            var today = newest.seenAt(now);
            if (month.isAfter(today.currentMonth())) return Optional.empty();
            if (month.equals(today.currentMonth())) return Optional.of(today);
            return Optional.of(endOf(month, organisation, newest));
        });
    }

    /// The months of `year`. One read, and one more for each stretch of 24 months that it lies back beyond the
    /// first.
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

    // Walks back over the last segments of months until one lies in `month` or before; that one holds its days, or
    // it had none.
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
        // A zone that was to change has changed with the first month after the account's own.
        var zone = account.zone().next().orElse(account.zone().current());
        return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    /// Reads a page of the entries of `date` into `sheet`, newest first; empty for a day to come.
    ///
    /// @param after the entry that the page before ended with
    /// @param only which entries, empty for all; a page of some of a large day's may have few, even none, and still
    ///     another page behind
    /// @param sheet takes them until it is full
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

    /// The change that segment `number` made; it must exist.
    public Change change(OrganisationId organisation, long number) {
        return reading(organisation, () -> chain.segment(organisation, number)).change();
    }
}

package credits.ledger.query;

import credits.account.Account;
import credits.account.Hold;
import credits.account.MonthlyHistory;
import credits.account.PastMonth;
import credits.account.command.AccountChange;
import credits.aws.AwsCall;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import credits.usage.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Reads from the chain, strongly consistently, what members see of their account. Writes nothing.
///
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class AccountQueries {
    /// The size of the entries that one call searches, in bytes; one read of DynamoDB's, at most 1 MB, may go beyond
    /// it.
    static final int MAX_BYTES_PER_SEARCH = 1_024 * 1_024;

    private final SegmentStore segmentStore;
    private final ZoneId defaultZone;

    /// @param defaultZone the time zone of new accounts without entries
    public AccountQueries(DynamoDbClient dynamo, String table, ZoneId defaultZone) {
        this.segmentStore = new SegmentStore(dynamo, table);
        this.defaultZone = defaultZone;
    }

    /// Returns the account at `now`, with one read of one item.
    public Account currentAccount(OrganisationId organisation, Instant now) {
        return callStore(organisation, () -> latestAccount(organisation)).asOf(now);
    }

    /// Returns the account at the end of `month`, or at `now` for the current month; empty for a future month. A past
    /// month takes one more read, of its last segment, and another for every 24 months that it is further back.
    public Optional<Account> accountIn(OrganisationId organisation, YearMonth month, Instant now) {
        return callStore(organisation, () -> {
            var newest = latestAccount(organisation);
            var today = newest.asOf(now);
            if (month.isAfter(today.currentMonth())) return Optional.empty();
            if (month.equals(today.currentMonth())) return Optional.of(today);
            return Optional.of(accountAtEndOf(month, organisation, newest));
        });
    }

    /// Returns the months of `year`, with one read, and another for every 24 months that the year is further back.
    public MonthlyHistory monthlyHistory(OrganisationId organisation, int year, Instant now) {
        return callStore(organisation, () -> {
            var today = latestAccount(organisation).advanceTo(now, now);
            return MonthlyHistory.of(year, today, pastMonths(organisation, today, YearMonth.of(year, 1)));
        });
    }

    // The account's past months back to `first` or further.
    private List<PastMonth> pastMonths(OrganisationId organisation, Account today, YearMonth first) {
        var past = new ArrayList<>(today.pastMonths());
        while (past.size() >= Account.MAX_PAST_MONTHS
                && !past.getFirst().month().isBefore(first)) {
            var older = segmentStore
                    .getSegment(organisation, past.getFirst().lastSegment())
                    .account()
                    .pastMonths();
            if (older.isEmpty()) break;
            past.addAll(0, older);
        }
        return past;
    }

    /// Sums the usage of a range of days, or a part of it: one read, one for each month of the range, and entries of
    /// [#MAX_BYTES_PER_SEARCH] for what has no totals.
    ///
    /// @param start where the previous part ended
    public UsageTotals usageTotals(OrganisationId organisation, UsageRange range, OptionalLong start, Instant now) {
        return callStore(organisation, () -> {
            var today = latestAccount(organisation).advanceTo(now, now);
            var past = pastMonths(organisation, today, YearMonth.from(range.from()));
            return new UsageTotalsReader(segmentStore, organisation, range, start, MAX_BYTES_PER_SEARCH)
                    .read(today, past);
        });
    }

    /// Returns the account as it was at `time`, with one read, and about log₂ n more of one segment if anything was
    /// booked
    /// since. What the next commits of `time` itself add is missing if it is now.
    public Account accountAt(OrganisationId organisation, Instant time) {
        return callStore(organisation, () -> {
                    var head = segmentStore.findHead(organisation);
                    var zone = head.map(newest -> newest.account().timeZone().current());
                    return head.flatMap(newest -> new PastSegmentSearch(segmentStore, newest).newestAt(time))
                            .map(Segment::account)
                            .orElseGet(() -> Account.open(zone.orElse(defaultZone)));
                })
                .asOf(time);
    }

    /// Reads segments of `month`, newest first, about [#MAX_BYTES_PER_SEARCH] of them; empty for a future month.
    ///
    /// @param before where the previous part ended
    public Optional<MonthSegments> segmentsOfMonth(
            OrganisationId organisation, YearMonth month, OptionalLong before, Instant now) {
        var reader = new MonthSegmentsReader(segmentStore, organisation, month, MAX_BYTES_PER_SEARCH);
        return accountIn(organisation, month, now)
                .map(monthEnd -> callStore(organisation, () -> reader.read(monthEnd, before)));
    }

    private Account latestAccount(OrganisationId organisation) {
        return segmentStore.findHead(organisation).map(Segment::account).orElseGet(() -> Account.open(defaultZone));
    }

    // Goes back over the last segments of months until one is in `month` or before it. That segment has the month's
    // days, unless there are none.
    private Account accountAtEndOf(YearMonth month, OrganisationId organisation, Account newest) {
        var account = newest;
        while (account.currentMonth().isAfter(month)) {
            var past = account.pastMonths();
            var lastMonth = past.reversed().stream()
                    .filter(each -> !each.month().isAfter(month))
                    .findFirst()
                    .or(() -> past.stream().findFirst());
            if (lastMonth.isEmpty()) return accountBeforeFirstSegment(month, newest);
            account = segmentStore
                    .getSegment(organisation, lastMonth.get().lastSegment())
                    .account();
        }
        if (account.currentMonth().equals(month)) return account;
        var end = lastInstant(month, account);
        return account.advanceTo(end, end);
    }

    private static Account accountBeforeFirstSegment(YearMonth month, Account newest) {
        var end = lastInstant(month, newest);
        return Account.open(newest.timeZone().current()).advanceTo(end, end);
    }

    private static Instant lastInstant(YearMonth month, Account account) {
        // A pending time zone takes effect with the first month after the account's own.
        var zone = account.timeZone().next().orElse(account.timeZone().current());
        return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    /// Reads a page of the entries of `date` into `sink`, newest first; empty for a future day.
    ///
    /// @param after the last entry of the previous page
    /// @param filter the entries to include, empty for all; a filtered page of a large day may have few entries, or
    ///     none, and still be followed by another
    /// @param sink receives the entries until it is full
    public Optional<EntryPage> readEntries(
            OrganisationId organisation,
            LocalDate date,
            Instant now,
            Optional<EntryPosition> after,
            Optional<Predicate<LedgerEntry>> filter,
            EntrySink sink) {
        var month = accountIn(organisation, YearMonth.from(date), now);
        if (month.isEmpty() || date.isAfter(month.get().advanceTo(now, now).currentDay())) return Optional.empty();
        var days = month.get().monthToDate().days();
        for (int i = 0; i < days.size(); i++) {
            if (!days.get(i).date().equals(date)) continue;
            long first = days.get(i).firstSegment();
            long last = (i + 1 < days.size()
                            ? days.get(i + 1).firstSegment()
                            : month.get().segmentCount())
                    - 1;
            var reader = new EntryPageReader(segmentStore, organisation, after, filter, sink);
            var page = callStore(organisation, () -> reader.readPage(first, last));
            return Optional.of(EntryPage.of(days.get(i), month.get().timeZone().current(), page));
        }
        return Optional.of(EntryPage.empty(date, month.get().timeZone().current()));
    }

    private static <R> R callStore(OrganisationId organisation, Supplier<R> read) {
        return AwsCall.readOrWrite("the ledger of " + organisation, read);
    }

    /// Returns at most `limit` segments of the chain before number `before`, or from its end, newest first.
    public List<Segment> segmentsBackwards(OrganisationId organisation, OptionalLong before, int limit) {
        long last = before.orElse(SegmentStore.MAX_SEGMENT_NUMBER + 1) - 1;
        return last < 0
                ? List.of()
                : callStore(organisation, () -> segmentStore.segmentsBackwards(organisation, 0, last, limit)).stream()
                        .limit(limit)
                        .toList();
    }

    /// Returns the change that segment `segmentNumber` made, which must exist.
    public AccountChange changeOf(OrganisationId organisation, long segmentNumber) {
        return callStore(organisation, () -> segmentStore.getSegment(organisation, segmentNumber))
                .toChange();
    }

    /// Returns a hold as it was created; empty if the id is not a hold's, or the segment that created it was lost in a
    /// restore.
    public Optional<Hold> findCreatedHold(OrganisationId organisation, AuthorizationId id) {
        var number = id.segmentNumber();
        if (number.isEmpty()) return Optional.empty();
        return callStore(organisation, () -> segmentStore.findSegment(organisation, number.getAsLong()))
                .flatMap(segment -> segment.account().holds().findOpen(id));
    }
}

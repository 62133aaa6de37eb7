package credits.simulation.invariants;

import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.query.AccountQueries;
import credits.ledger.query.EntryPosition;
import credits.usage.BookedLine;
import credits.usage.LedgerEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Invariant 3 as members see it: the pages of a day add up to the day's total, and all days together show all entries.
final class QueryInvariants {
    private static final int PAGE_SIZE = 3;

    private final AccountQueries accountQueries;
    private final OrganisationId organisation;
    private final List<Segment> chain;

    QueryInvariants(DynamoDbClient store, String table, ZoneId zone, OrganisationId organisation, List<Segment> chain) {
        this.accountQueries = new AccountQueries(store, table, zone);
        this.organisation = organisation;
        this.chain = chain;
    }

    void check() {
        if (chain.isEmpty()) return;
        var account = chain.getLast().account();
        int shown = 0;
        for (var month = account.currentMonth(); !month.isBefore(firstMonth()); month = month.minusMonths(1)) {
            var then = accountQueries
                    .accountIn(organisation, month, account.accountingTime())
                    .orElseThrow();
            for (var day : then.monthToDate().days()) shown += countEntries(day.date(), account.accountingTime());
        }
        long booked = chain.stream()
                .flatMap(segment -> segment.reports().stream())
                .mapToLong(report -> report.lines().size())
                .sum();
        InvariantViolationException.check(shown == booked, "invariant 3: entries shown of " + booked, shown);
    }

    private YearMonth firstMonth() {
        return chain.getFirst().account().currentMonth();
    }

    private int countEntries(LocalDate date, Instant now) {
        var entries = new ArrayList<LedgerEntry>();
        Optional<EntryPosition> after = Optional.empty();
        do {
            int full = entries.size() + PAGE_SIZE;
            var page = accountQueries
                    .readEntries(
                            organisation,
                            date,
                            now,
                            after,
                            Optional.empty(),
                            entry -> entries.size() < full && entries.add(entry))
                    .orElseThrow();
            after = page.next().map(next -> next.position());
            if (after.isEmpty()) checkSum(page.cost().toString(), page.operationCount(), entries, date);
        } while (after.isPresent());
        return entries.size();
    }

    private static void checkSum(String cost, long operations, List<LedgerEntry> entries, LocalDate date) {
        var debited = entries.stream()
                .map(LedgerEntry::bookedLine)
                .filter(BookedLine::isDebited)
                .toList();
        var sum = debited.stream()
                .map(line -> new BigDecimal(line.pricedLine().cost().toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        InvariantViolationException.check(
                sum.compareTo(new BigDecimal(cost)) == 0, "invariant 3: entries of " + date + " against " + cost, sum);
        InvariantViolationException.check(
                debited.size() == operations, "invariant 3: operations of " + date, debited.size());
        InvariantViolationException.check(
                entries.stream().map(LedgerEntry::id).distinct().count() == entries.size(), "a duplicate entry", date);
    }
}

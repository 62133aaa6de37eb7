package credits.simulation.laws;

import credits.identity.OrganisationId;
import credits.ledger.Position;
import credits.ledger.Segment;
import credits.ledger.Statements;
import credits.usage.BookedLine;
import credits.usage.Entry;
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
final class Views {
    private static final int PAGE = 3;

    private final Statements statements;
    private final OrganisationId organisation;
    private final List<Segment> chain;

    Views(DynamoDbClient store, String table, ZoneId zone, OrganisationId organisation, List<Segment> chain) {
        this.statements = new Statements(store, table, zone);
        this.organisation = organisation;
        this.chain = chain;
    }

    void check() {
        if (chain.isEmpty()) return;
        var account = chain.getLast().account();
        int shown = 0;
        for (var month = account.currentMonth(); !month.isBefore(firstMonth()); month = month.minusMonths(1)) {
            var then = statements.month(organisation, month, account.at()).orElseThrow();
            for (var day : then.month().days()) shown += entries(day.date(), account.at());
        }
        long booked = chain.stream()
                .flatMap(segment -> segment.reports().stream())
                .mapToLong(report -> report.lines().size())
                .sum();
        Violation.unless(shown == booked, "invariant 3: entries shown of " + booked, shown);
    }

    private YearMonth firstMonth() {
        return chain.getFirst().account().currentMonth();
    }

    private int entries(LocalDate date, Instant now) {
        var entries = new ArrayList<Entry>();
        Optional<Position> after = Optional.empty();
        do {
            int full = entries.size() + PAGE;
            var page = statements
                    .day(
                            organisation,
                            date,
                            now,
                            after,
                            Optional.empty(),
                            entry -> entries.size() < full && entries.add(entry))
                    .orElseThrow();
            after = page.next().map(next -> next.position());
            if (after.isEmpty()) checkSum(page.cost().toString(), page.operations(), entries, date);
        } while (after.isPresent());
        return entries.size();
    }

    private static void checkSum(String cost, long operations, List<Entry> entries, LocalDate date) {
        var debited =
                entries.stream().map(Entry::booked).filter(BookedLine::debited).toList();
        var sum = debited.stream()
                .map(line -> new BigDecimal(line.priced().cost().toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Violation.unless(
                sum.compareTo(new BigDecimal(cost)) == 0, "invariant 3: entries of " + date + " against " + cost, sum);
        Violation.unless(debited.size() == operations, "invariant 3: operations of " + date, debited.size());
        Violation.unless(
                entries.stream().map(Entry::id).distinct().count() == entries.size(), "a duplicate entry", date);
    }
}

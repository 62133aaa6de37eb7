package credits.benchmarks;

import credits.account.command.AdjustCredits;
import credits.account.command.BookReports;
import credits.account.command.BookReports.Verdict;
import credits.account.command.ChangeLimits;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The fixed workload of all benchmarks: an organisation with eleven months and twenty days of daily usage in three
/// categories, with credits, a limit and a threshold; then commits of one or more reports, created within one second
/// and out of order.
///
/// Quantities are 1 to 3,000 characters, or 1 request or minute; times are whole seconds; all reports have
/// the same source.
///
/// @param linesPerReport the number of lines per report
/// @param reportsPerCommit the number of reports per commit
/// @param hasReferences whether each line has one of 200 members (8 characters) and a reference (12 characters)
public record BenchmarkWorkload(int linesPerReport, int reportsPerCommit, boolean hasReferences) {
    /// What one commit holds when a batch of the queue belongs to one organisation.
    static final int BATCH = 10;

    static final OrganisationId ORGANISATION = new OrganisationId("org_acme");
    static final Instant MEASURED_FROM = Instant.parse("2026-11-20T08:00:00Z");

    private static final int HISTORY_DAYS = 345;
    static final MemberId OWNER = new MemberId("usr_0001");
    static final PriceList PRICE_LIST = new PriceList(
            Instant.parse("2020-01-01T00:00:00Z"),
            List.of(
                    price("search.deep", "Deep search", "0.12", 1, "requests"),
                    price("translation.document", "Translation", "0.0018", 1_000, "characters"),
                    price("call.minute", "Call centre", "0.045", 1, "minutes")));
    private static final PriceBook PRICES = new PriceBook(List.of(PRICE_LIST), Instant.MAX);
    private static final List<String> OPERATIONS = List.of("search.deep", "translation.document", "call.minute");

    private static Price price(String operation, String category, String unitPrice, long unit, String unitName) {
        var rate = new UnitRate(Eur.of(unitPrice), new BillingUnit(unit, unitName));
        return new Price(new Operation(operation), category, new OperationCategory(category), rate);
    }

    /// The number of events, which are lines, per commit.
    public int eventsPerCommit() {
        return linesPerReport * reportsPerCommit;
    }

    /// Gives the account its history.
    void buildHistory(Ledger ledger) {
        var random = new SplittableRandom(1);
        var start = MEASURED_FROM.minus(Duration.ofDays(HISTORY_DAYS));
        openAccount(ledger, random, "100000", start);
        for (int day = 0; day < HISTORY_DAYS; day++) {
            book(ledger, new BenchmarkWorkload(4, BATCH, false).nextCommit(random, start.plus(Duration.ofDays(day))));
        }
    }

    /// Gives the account credits, a limit and a threshold.
    static void openAccount(Ledger ledger, SplittableRandom random, String allowedLimit, Instant at) {
        var credits = new AdjustCredits(id(random, at), 1, Eur.of("999999"), OWNER, "opening credits", at);
        var limits = new ChangeLimits(
                Optional.of(Eur.of("80000")), Optional.of(Eur.of(allowedLimit)), Optional.empty(), OWNER, at);
        var _ = ledger.commit(ORGANISATION, credits);
        var _ = ledger.commit(ORGANISATION, limits);
    }

    /// The reports of one commit, sent at this time.
    BookReports nextCommit(SplittableRandom random, Instant at) {
        var reports = new ArrayList<PricedReport>();
        for (int i = 0; i < reportsPerCommit; i++) {
            reports.add(PricedReport.of(report(random, at), at, PRICES));
        }
        return new BookReports(reports, at);
    }

    /// Books all reports of `commit`, in several commits if they take more than one. Throws an exception if something
    /// is refused or does not fit.
    static void book(Ledger ledger, BookReports commit) {
        var rest = commit.reports();
        while (!rest.isEmpty()) {
            var verdicts = ledger.commit(ORGANISATION, new BookReports(rest, commit.now()));
            for (var verdict : verdicts) {
                if (!(verdict instanceof Verdict.Booked booked) || booked.uncoveredLines() > 0)
                    throw new IllegalStateException("not booked: " + verdict);
            }
            rest = rest.subList(verdicts.size(), rest.size());
        }
    }

    /// A report that was created at `created` and sent at `at`.
    PricedReport reportCreatedAt(SplittableRandom random, Instant created, Instant at) {
        var id = new UniqueId((created.toEpochMilli() << 16) | random.nextInt(1 << 16), random.nextLong());
        var report = report(random, at);
        return PricedReport.of(new UsageReport(id, ORGANISATION, report.source(), at, report.lines()), at, PRICES);
    }

    /// A report of another organisation.
    UsageReport reportOf(OrganisationId organisation, SplittableRandom random, Instant at) {
        var report = report(random, at);
        return new UsageReport(report.id(), organisation, report.source(), at, report.lines());
    }

    /// The lines of a report, priced.
    static List<PricedLine> priced(UsageReport report) {
        return PricedReport.of(report, report.reportedAt(), PRICES).lines();
    }

    /// The price of one search.
    static Optional<PricedLine> pricedSearch(Instant at) {
        var operation = new Operation("search.deep");
        var line = new UsageLine(
                operation,
                new Quantity(Quantity.MICROS_PER_UNIT),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return PRICES.findPrice(operation, at).map(price -> PricedLine.of(line, price));
    }

    /// A report that is sent at this time.
    UsageReport report(SplittableRandom random, Instant at) {
        var lines = new ArrayList<UsageLine>();
        for (int i = 0; i < linesPerReport; i++) lines.add(line(random, at));
        return new UsageReport(id(random, at), ORGANISATION, "/features/translation", at, lines);
    }

    private UsageLine line(SplittableRandom random, Instant at) {
        var operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        int quantity = operation.startsWith("translation") ? 1 + random.nextInt(3_000) : 1;
        return new UsageLine(
                new Operation(operation),
                new Quantity(quantity * Quantity.MICROS_PER_UNIT),
                at.minusSeconds(random.nextInt(20)),
                hasReferences ? Optional.of(new MemberId("usr_%04d".formatted(random.nextInt(200)))) : Optional.empty(),
                hasReferences
                        ? Optional.of(new UsageReference("doc-%08d".formatted(random.nextInt(100_000_000))))
                        : Optional.empty(),
                Optional.empty());
    }

    private static UniqueId id(SplittableRandom random, Instant at) {
        long millis = at.toEpochMilli() - random.nextInt(1_000);
        return new UniqueId((millis << 16) | random.nextInt(1 << 16), random.nextLong());
    }
}

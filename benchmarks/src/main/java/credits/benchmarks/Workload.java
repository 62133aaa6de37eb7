package credits.benchmarks;

import credits.account.Adjust;
import credits.account.BookReports;
import credits.account.ChangeLimits;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.Reference;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import credits.usage.Line;
import credits.usage.PricedLine;
import credits.usage.Submission;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The fixed workload of all benchmarks: an organisation with eleven months and twenty days of daily usage in three
/// categories, with credits, a limit and a threshold; then commits of ten reports each, created within one second and
/// out of order.
///
/// Quantities are 1 to 3,000 characters, or 1 request or minute; times are whole seconds; all reports have
/// the same source.
///
/// @param linesPerReport the number of lines per report
/// @param named whether each line has one of 200 members (8 characters) and a reference (12 characters)
public record Workload(int linesPerReport, boolean named) {
    /// The reports that one commit books.
    public static final int REPORTS_PER_COMMIT = 10;

    static final OrganisationId ORGANISATION = new OrganisationId("org_acme");
    static final Instant MEASURED_FROM = Instant.parse("2026-11-20T08:00:00Z");

    private static final int DAYS_BEFORE = 345;
    private static final MemberId OWNER = new MemberId("usr_0001");
    private static final PriceBook PRICES = new PriceBook(
            List.of(new PriceList(
                    Instant.parse("2020-01-01T00:00:00Z"),
                    List.of(
                            price("search.deep", "Deep search", "0.12", 1, "requests"),
                            price("translation.document", "Translation", "0.0018", 1_000, "characters"),
                            price("call.minute", "Call centre", "0.045", 1, "minutes")))),
            Instant.MAX);
    private static final List<String> OPERATIONS = List.of("search.deep", "translation.document", "call.minute");

    private static Price price(String operation, String category, String unitPrice, long unit, String unitName) {
        var rate = new Rate(Eur.of(unitPrice), new BillingUnit(unit, unitName));
        return new Price(new Operation(operation), category, new Category(category), rate);
    }

    /// The events, which are lines, that one commit books.
    public int eventsPerCommit() {
        return linesPerReport * REPORTS_PER_COMMIT;
    }

    /// Gives the account its history.
    void prepare(Ledger ledger) {
        var random = new SplittableRandom(1);
        var start = MEASURED_FROM.minus(Duration.ofDays(DAYS_BEFORE));
        var credits = new Adjust(id(random, start), 1, Eur.of("999999"), OWNER, "opening credits", start);
        var limits = new ChangeLimits(
                Optional.of(Eur.of("80000")), Optional.of(Eur.of("100000")), Optional.empty(), OWNER, start);
        var _ = ledger.commit(ORGANISATION, credits);
        var _ = ledger.commit(ORGANISATION, limits);
        for (int day = 0; day < DAYS_BEFORE; day++) {
            var _ = ledger.commit(
                    ORGANISATION, new Workload(4, false).commit(random, start.plus(Duration.ofDays(day))));
        }
    }

    /// Ten reports that are sent at this time.
    BookReports commit(SplittableRandom random, Instant at) {
        var submissions = new ArrayList<Submission>();
        for (int i = 0; i < REPORTS_PER_COMMIT; i++) {
            submissions.add(Submission.of(report(random, at), at, PRICES));
        }
        return new BookReports(submissions);
    }

    /// The price of one search.
    static Optional<PricedLine> priced(Instant at) {
        var operation = new Operation("search.deep");
        var line = new Line(
                operation, new Quantity(Quantity.MICROS), at, Optional.empty(), Optional.empty(), Optional.empty());
        return PRICES.find(operation, at).map(price -> PricedLine.of(line, price));
    }

    private UsageReport report(SplittableRandom random, Instant at) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < linesPerReport; i++) lines.add(line(random, at));
        return new UsageReport(id(random, at), ORGANISATION, "/features/translation", at, lines);
    }

    private Line line(SplittableRandom random, Instant at) {
        var operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        int quantity = operation.startsWith("translation") ? 1 + random.nextInt(3_000) : 1;
        return new Line(
                new Operation(operation),
                new Quantity(quantity * Quantity.MICROS),
                at.minusSeconds(random.nextInt(20)),
                named ? Optional.of(new MemberId("usr_%04d".formatted(random.nextInt(200)))) : Optional.empty(),
                named
                        ? Optional.of(new Reference("doc-%08d".formatted(random.nextInt(100_000_000))))
                        : Optional.empty(),
                Optional.empty());
    }

    private static UniqueId id(SplittableRandom random, Instant at) {
        long millis = at.toEpochMilli() - random.nextInt(1_000);
        return new UniqueId((millis << 16) | random.nextInt(1 << 16), random.nextLong());
    }
}

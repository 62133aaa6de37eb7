package credits.simulation.invariants;

import credits.account.Hold;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.simulation.ChoiceSource;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Generates the usage reports of a workload: mostly new ones, some repeated, a few that can never be booked.
final class ReportGenerator {
    /// The number of operations `many.0`, `many.1` and so on, each of a category of its own: with the others, more
    /// than a month lists.
    static final int MANY_CATEGORIES = 30;

    private static final PriceBook PRICES =
            new PriceBook(List.of(new PriceList(Instant.parse("2020-01-01T00:00:00Z"), prices())), Instant.MAX);
    private static final List<String> OPERATIONS = List.of("query.run", "translate", "free");
    private static final int MAX_LINES = 4;
    private static final int RECENT_HOLDS = 3;

    private final ChoiceSource choices;
    private final List<UsageReport> sentReports = new ArrayList<>();

    ReportGenerator(ChoiceSource choices) {
        this.choices = choices;
    }

    private static List<Price> prices() {
        var prices = new ArrayList<>(List.of(
                price("query.run", "Deep search", new Eur(10_000_000), 1),
                price("translate", "Translation", new Eur(3_333_333), 7),
                price("free", "Translation", Eur.ZERO, 1)));
        for (int i = 0; i < MANY_CATEGORIES; i++) prices.add(price("many." + i, "Kind " + i, new Eur(1_000 + i), 1));
        return prices;
    }

    private static Price price(String operation, String category, Eur unitPrice, long unit) {
        var rate = new UnitRate(unitPrice, new BillingUnit(unit, "tokens"));
        return new Price(new Operation(operation), operation.replace('.', ' '), new OperationCategory(category), rate);
    }

    /// The price of an operation, the same in all workloads.
    static Optional<PricedLine> priceLine(UsageLine line) {
        return PRICES.findPrice(line.operation(), line.usedAt())
                .map(price -> new PricedLine(
                        line, price.category(), price.rate(), price.rate().costOf(line.quantity())));
    }

    /// The next report of an organisation, in a message sent at `now`.
    ///
    /// @param holds the holds that its lines may name
    PricedReport next(OrganisationId organisation, List<Hold> holds, Instant now) {
        var earlier = sentReports.stream()
                .filter(report -> report.organisation().equals(organisation))
                // A report is not sent before it was created.
                .filter(report -> report.reportedAt().isBefore(now))
                .toList();
        if (!earlier.isEmpty() && choices.nextBoolean(0.25))
            return pricedAt(earlier.get(choices.nextInt(earlier.size())), now);
        if (!earlier.isEmpty() && choices.nextBoolean(0.05)) {
            var id = earlier.get(choices.nextInt(earlier.size())).id();
            return pricedAt(report(id, organisation, holds, now), now);
        }
        var report = report(withCollisions(newId(now)), organisation, holds, now);
        sentReports.add(report);
        return pricedAt(report, now);
    }

    /// A report in a message sent at `now`.
    static PricedReport pricedAt(UsageReport report, Instant now) {
        return PricedReport.of(report, now, PRICES);
    }

    // Most ids are created minutes before they are sent, so that they arrive out of order; some are in the future, a
    // few too far.
    private UniqueId newId(Instant now) {
        return newIdAround(now, sentReports.size(), choices);
    }

    // One id in 16 has the short hash of an earlier one.
    private UniqueId withCollisions(UniqueId id) {
        long bits = id.high() & 0xFFFF;
        if (sentReports.isEmpty() || bits % 16 != 0) return id;
        var earlier = sentReports.get((int) (bits / 16 % sentReports.size())).id();
        long change = 1 + bits / 16;
        return new UniqueId(earlier.high() ^ change, earlier.low() ^ change);
    }

    /// An id created by a caller whose clock differs from ours.
    static UniqueId newIdAround(Instant now, long number, ChoiceSource choices) {
        long millis = now.toEpochMilli()
                + (choices.nextBoolean(0.15) ? choices.nextInt(330_000) : -choices.nextInt(2_400_000));
        return new UniqueId((millis << 16) + choices.nextInt(1 << 16), number);
    }

    private UsageReport report(UniqueId id, OrganisationId organisation, List<Hold> holds, Instant now) {
        var lines = new ArrayList<UsageLine>();
        var newest = holds.subList(Math.max(0, holds.size() - RECENT_HOLDS), holds.size());
        boolean settles = !newest.isEmpty() && choices.nextBoolean(0.3);
        Optional<Hold> hold = settles ? Optional.of(choices.pick(newest)) : Optional.empty();
        for (int left = 1 + choices.nextInt(MAX_LINES); left > 0; left--) lines.add(line(hold, now));
        return new UsageReport(id, organisation, "/features/" + choices.nextInt(3), now.minusMillis(1), lines);
    }

    private UsageLine line(Optional<Hold> hold, Instant now) {
        var named = hold.filter(_ -> choices.nextBoolean(0.8));
        var operation = named.filter(_ -> choices.nextBoolean(0.8))
                .map(each -> each.pricedLine().line().operation())
                .orElseGet(() -> operation(choices));
        var quantity = new Quantity((1 + choices.nextInt(9)) * Quantity.MICROS_PER_UNIT);
        // Never after the report was sent, so that the accounting time of each copy is the same.
        var age = choices.nextBoolean(0.02)
                ? Duration.ofDays(choices.nextInt(40))
                : Duration.ofSeconds(choices.nextInt(7_200));
        Optional<MemberId> member =
                choices.nextBoolean(0.5) ? Optional.of(new MemberId("usr_" + choices.nextInt(4))) : Optional.empty();
        Optional<UsageReference> reference = choices.nextBoolean(0.3)
                ? Optional.of(new UsageReference("doc-" + choices.nextInt(99)))
                : Optional.empty();
        return new UsageLine(operation, quantity, now.minus(age), member, reference, named.map(Hold::id));
    }

    static Operation operation(ChoiceSource choices) {
        return new Operation(choices.nextBoolean(0.01) ? "unknown" : choices.pick(OPERATIONS));
    }
}

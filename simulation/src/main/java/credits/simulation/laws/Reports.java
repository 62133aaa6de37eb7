package credits.simulation.laws;

import credits.account.Hold;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.Reference;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import credits.simulation.Chooser;
import credits.usage.Line;
import credits.usage.PricedLine;
import credits.usage.Submission;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Generates the usage reports of a workload: mostly new ones, some repeated, a few that can never be booked.
final class Reports {
    private static final PriceBook PRICES = new PriceBook(
            List.of(new PriceList(
                    Instant.parse("2020-01-01T00:00:00Z"),
                    List.of(
                            price("query.run", "Deep search", new Eur(10_000_000), 1),
                            price("translate", "Translation", new Eur(3_333_333), 7),
                            price("free", "Translation", Eur.ZERO, 1)))),
            Instant.MAX);
    private static final List<String> OPERATIONS = List.of("query.run", "translate", "free");
    private static final int MOST_LINES = 4;
    private static final int NEWEST = 3;

    private final Chooser chooser;
    private final List<UsageReport> sent = new ArrayList<>();

    Reports(Chooser chooser) {
        this.chooser = chooser;
    }

    private static Price price(String operation, String category, Eur unitPrice, long unit) {
        var rate = new Rate(unitPrice, new BillingUnit(unit, "tokens"));
        return new Price(new Operation(operation), operation.replace('.', ' '), new Category(category), rate);
    }

    /// The price of an operation, the same in all workloads.
    static Optional<PricedLine> priced(Line line) {
        return PRICES.find(line.operation(), line.at())
                .map(price -> new PricedLine(
                        line, price.category(), price.rate(), price.rate().cost(line.quantity())));
    }

    /// The next report of an organisation, in a message sent at `now`.
    ///
    /// @param holds the holds that its lines may name
    Submission next(OrganisationId organisation, List<Hold> holds, Instant now) {
        var earlier = sent.stream()
                .filter(report -> report.organisation().equals(organisation))
                // A report is not sent before it was created.
                .filter(report -> report.time().isBefore(now))
                .toList();
        if (!earlier.isEmpty() && chooser.chance(0.25))
            return submitted(earlier.get(chooser.below(earlier.size())), now);
        if (!earlier.isEmpty() && chooser.chance(0.05)) {
            var id = earlier.get(chooser.below(earlier.size())).id();
            return submitted(report(id, organisation, holds, now), now);
        }
        var report = report(newId(now), organisation, holds, now);
        sent.add(report);
        return submitted(report, now);
    }

    /// A report in a message sent at `now`.
    static Submission submitted(UsageReport report, Instant now) {
        return Submission.of(report, now, PRICES);
    }

    // Most ids are created minutes before they are sent, so that they arrive out of order; some are in the future, a
    // few too far.
    private UniqueId newId(Instant now) {
        return idMadeAround(now, sent.size(), chooser);
    }

    /// An id created by a caller whose clock differs from ours.
    static UniqueId idMadeAround(Instant now, long number, Chooser chooser) {
        long millis = now.toEpochMilli() + (chooser.chance(0.15) ? chooser.below(330_000) : -chooser.below(2_400_000));
        return new UniqueId((millis << 16) + chooser.below(1 << 16), number);
    }

    private UsageReport report(UniqueId id, OrganisationId organisation, List<Hold> holds, Instant now) {
        var lines = new ArrayList<Line>();
        var newest = holds.subList(Math.max(0, holds.size() - NEWEST), holds.size());
        boolean settles = !newest.isEmpty() && chooser.chance(0.3);
        Optional<Hold> hold = settles ? Optional.of(chooser.among(newest)) : Optional.empty();
        for (int left = 1 + chooser.below(MOST_LINES); left > 0; left--) lines.add(line(hold, now));
        return new UsageReport(id, organisation, "/features/" + chooser.below(3), now.minusMillis(1), lines);
    }

    private Line line(Optional<Hold> hold, Instant now) {
        var named = hold.filter(_ -> chooser.chance(0.8));
        var operation = named.filter(_ -> chooser.chance(0.8))
                .map(each -> each.line().line().operation())
                .orElseGet(() -> operation(chooser));
        var quantity = new Quantity((1 + chooser.below(9)) * Quantity.MICROS);
        // Never after the report was sent, so that the accounting time of each copy is the same.
        var age = chooser.chance(0.02) ? Duration.ofDays(chooser.below(40)) : Duration.ofSeconds(chooser.below(7_200));
        Optional<MemberId> member =
                chooser.chance(0.5) ? Optional.of(new MemberId("usr_" + chooser.below(4))) : Optional.empty();
        Optional<Reference> reference =
                chooser.chance(0.3) ? Optional.of(new Reference("doc-" + chooser.below(99))) : Optional.empty();
        return new Line(operation, quantity, now.minus(age), member, reference, named.map(Hold::id));
    }

    static Operation operation(Chooser chooser) {
        return new Operation(chooser.chance(0.01) ? "unknown" : chooser.among(OPERATIONS));
    }
}

package credits;

import credits.account.UsageAlerts;
import credits.account.command.AdjustCredits;
import credits.account.command.BookReports;
import credits.account.command.ChangeLimits;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Test data: the operation `query.run` costs EUR 0.12 a request, and `translate` EUR 0.0018 per 1,000 characters.
public final class TestData {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final OrganisationId ACME = new OrganisationId("acme");
    public static final MemberId GIULIA = new MemberId("usr_giulia");
    public static final PriceBook PRICES = new PriceBook(
            List.of(new PriceList(
                    Instant.parse("2020-01-01T00:00:00Z"),
                    List.of(
                            price("query.run", "Deep search", "0.12", 1, "requests"),
                            price("translate", "Translation", "0.0018", 1_000, "characters"),
                            price("call.minute", "Call centre", "0.045", 1, "minutes")))),
            Instant.MAX);

    private static final AtomicLong IDS = new AtomicLong();

    private TestData() {}

    private static Price price(String operation, String category, String unitPrice, long unit, String unitName) {
        var rate = new UnitRate(Eur.of(unitPrice), new BillingUnit(unit, unitName));
        return new Price(new Operation(operation), "Service " + category, new OperationCategory(category), rate);
    }

    /// Returns an id created at `at`, greater than all ids created here before for the same time.
    public static UniqueId newIdAt(Instant at) {
        return new UniqueId(at.toEpochMilli() << 16, IDS.incrementAndGet());
    }

    public static UsageLine line(String operation, String quantity, Instant at) {
        return new UsageLine(
                new Operation(operation),
                Quantity.of(quantity),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static PricedReport report(UniqueId id, Instant sentAt, UsageLine... lines) {
        var report = new UsageReport(id, ACME, "/features/test", sentAt, Arrays.asList(lines));
        return PricedReport.of(report, sentAt, PRICES);
    }

    /// Returns a report of `count` queries at EUR 0.12 each, one a line.
    public static PricedReport queryReport(int count, Instant at) {
        var lines = new UsageLine[count];
        Arrays.fill(lines, line("query.run", "1", at));
        return report(newIdAt(at), at, lines);
    }

    /// Books each report when it is sent.
    public static BookReports bookReports(PricedReport... reports) {
        return bookReports(
                Arrays.stream(reports)
                        .map(PricedReport::sentAt)
                        .min(Instant::compareTo)
                        .orElseThrow(),
                reports);
    }

    /// Books reports at `now`, which may be long after they were sent.
    public static BookReports bookReports(Instant now, PricedReport... reports) {
        return new BookReports(List.of(reports), now);
    }

    public static AdjustCredits adjustment(String amount, Instant at) {
        return new AdjustCredits(newIdAt(at), 1, Eur.of(amount), GIULIA, "opening credits", at);
    }

    public static ChangeLimits limitsChange(String alert, String limit, Instant at) {
        return new ChangeLimits(amount(alert), amount(limit), Optional.empty(), GIULIA, at);
    }

    public static ChangeLimits limitsChange(String early, String alert, String limit, Instant at) {
        var alerts =
                Stream.of(early, alert).flatMap(each -> amount(each).stream()).toArray(Eur[]::new);
        return new ChangeLimits(UsageAlerts.at(alerts), amount(limit), Optional.empty(), GIULIA, at);
    }

    private static Optional<Eur> amount(String text) {
        return text.equals("none") ? Optional.empty() : Optional.of(Eur.of(text));
    }
}

package credits;

import credits.account.Adjust;
import credits.account.BookReports;
import credits.account.ChangeLimits;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import credits.usage.Line;
import credits.usage.Submission;
import credits.usage.UsageReport;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Test data: the operation `query.run` costs EUR 0.12 a request, and `translate` EUR 0.0018 per 1,000 characters.
public final class Given {
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

    private Given() {}

    private static Price price(String operation, String category, String unitPrice, long unit, String unitName) {
        var rate = new Rate(Eur.of(unitPrice), new BillingUnit(unit, unitName));
        return new Price(new Operation(operation), "Service " + category, new Category(category), rate);
    }

    /// Returns an id created at `at`, greater than all ids created here before for the same time.
    public static UniqueId idMadeAt(Instant at) {
        return new UniqueId(at.toEpochMilli() << 16, IDS.incrementAndGet());
    }

    public static Line line(String operation, String quantity, Instant at) {
        return new Line(
                new Operation(operation),
                Quantity.of(quantity),
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Submission submission(UniqueId id, Instant sentAt, Line... lines) {
        var report = new UsageReport(id, ACME, "/features/test", sentAt, Arrays.asList(lines));
        return Submission.of(report, sentAt, PRICES);
    }

    /// Returns a report of `count` queries at EUR 0.12 each, one a line.
    public static Submission queries(int count, Instant at) {
        var lines = new Line[count];
        Arrays.fill(lines, line("query.run", "1", at));
        return submission(idMadeAt(at), at, lines);
    }

    public static BookReports booking(Submission... submissions) {
        return new BookReports(List.of(submissions));
    }

    public static Adjust credits(String amount, Instant at) {
        return new Adjust(idMadeAt(at), 1, Eur.of(amount), GIULIA, "opening credits", at);
    }

    public static ChangeLimits limits(String alert, String limit, Instant at) {
        return new ChangeLimits(amount(alert), amount(limit), Optional.empty(), GIULIA, at);
    }

    private static Optional<Eur> amount(String text) {
        return text.equals("none") ? Optional.empty() : Optional.of(Eur.of(text));
    }
}

package credits.simulation;

import static credits.TestData.newIdAt;

import credits.TestData;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UsageReference;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Usage whose names are all as long and as many as they may be.
final class LongNames {
    private static final int PRICE_LISTS = 75;
    private static final Instant NEWEST = Instant.parse("2026-12-31T12:00:00Z");
    private static final int MAX_CATEGORIES = 32;
    private static final int MAX_UNITS = 64;

    static final PriceBook PRICES = pricesWithLongNames();

    private LongNames() {}

    // A list for each of 75 days, so that any 35 days have lists of their own, with a thousand operations, as many
    // categories and units as a list may have, and all names as long as they may be.
    private static PriceBook pricesWithLongNames() {
        var lists = new ArrayList<PriceList>();
        for (int daysAgo = 0; daysAgo < PRICE_LISTS; daysAgo++)
            lists.add(priceList(daysAgo, NEWEST.minus(Duration.ofDays(daysAgo))));
        lists.add(priceList(PRICE_LISTS, Instant.parse("2020-01-01T00:00:00Z")));
        return new PriceBook(lists, Instant.MAX);
    }

    private static PriceList priceList(int list, Instant effectiveFrom) {
        var prices = new ArrayList<Price>();
        for (int i = 0; i < 1_000; i++) prices.add(price(list, i));
        return new PriceList(effectiveFrom, prices);
    }

    private static Price price(int list, int number) {
        var unit = new BillingUnit(999_999_937, "單".repeat(28) + "%02d%02d".formatted(list, number % MAX_UNITS));
        return new Price(
                operation(number),
                "n",
                new OperationCategory("類".repeat(36) + "%02d%02d".formatted(list, number % MAX_CATEGORIES)),
                new UnitRate(new Eur(1_456_789 + number), unit));
    }

    private static Operation operation(int number) {
        return new Operation("o".repeat(61) + "%03d".formatted(number));
    }

    static UsageLine line(int number, Instant at) {
        return new UsageLine(
                operation(number % 1_000),
                new Quantity(1_000_000_007L + number),
                at.minus(Duration.ofDays(number / MAX_UNITS)),
                Optional.of(new MemberId("%064d".formatted(number))),
                Optional.of(new UsageReference("%064d".formatted(number))),
                Optional.empty());
    }

    static PricedReport reportOf(int first, int lineCount, Instant at) {
        var lines = new ArrayList<UsageLine>();
        for (int i = first; i < first + lineCount; i++) lines.add(line(i, at));
        var report = new UsageReport(newIdAt(at), TestData.ACME, "語".repeat(200), at, lines);
        return PricedReport.of(report, at, PRICES);
    }
}

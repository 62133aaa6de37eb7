package credits.function.usage;

import static credits.TestData.ACME;
import static credits.TestData.PRICES;
import static credits.TestData.newIdAt;
import static credits.function.usage.OwnerFixture.NOW;

import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UsageReference;
import credits.money.Quantity;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reports of a thousand distinct lines each.
final class LargeReportFixture {
    static final int LINES = 1_000;

    private LargeReportFixture() {}

    static PricedReport report(int number) {
        List<UsageLine> lines = IntStream.range(0, LINES)
                .mapToObj(i -> new UsageLine(
                        new Operation(i % 2 == 0 ? "query.run" : "translate"),
                        new Quantity(1 + i),
                        NOW,
                        Optional.of(new MemberId("usr_" + i % 7)),
                        Optional.of(new UsageReference("document-%d-%d".formatted(number, i))),
                        Optional.empty()))
                .toList();
        var report = new UsageReport(newIdAt(NOW), ACME, "/features/translation", NOW, lines);
        return PricedReport.of(report, NOW, PRICES);
    }
}

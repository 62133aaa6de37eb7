package credits.function.usage;

import static credits.Given.ACME;
import static credits.Given.PRICES;
import static credits.Given.idMadeAt;
import static credits.function.usage.Owner.NOVEMBER;

import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.Reference;
import credits.money.Quantity;
import credits.usage.Line;
import credits.usage.Submission;
import credits.usage.UsageReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reports of a thousand distinct lines each.
final class LargeDay {
    static final int LINES = 1_000;

    private LargeDay() {}

    static Submission report(int number) {
        List<Line> lines = IntStream.range(0, LINES)
                .mapToObj(i -> new Line(
                        new Operation(i % 2 == 0 ? "query.run" : "translate"),
                        new Quantity(1 + i),
                        NOVEMBER,
                        Optional.of(new MemberId("usr_" + i % 7)),
                        Optional.of(new Reference("document-%d-%d".formatted(number, i))),
                        Optional.empty()))
                .toList();
        var report = new UsageReport(idMadeAt(NOVEMBER), ACME, "/features/translation", NOVEMBER, lines);
        return Submission.of(report, NOVEMBER, PRICES);
    }
}

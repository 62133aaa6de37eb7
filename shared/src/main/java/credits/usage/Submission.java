package credits.usage;

import credits.identity.UniqueId;
import credits.pricing.PriceBook;
import credits.usage.Unbookable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A report on its way into the ledger: priced, or found to be unbookable — unless it is in the ledger already,
/// which comes first.
///
/// @param contents eight bytes that stand for what the report says
/// @param sentAt when its message was sent, by the queue's clock: the report's "now"
/// @param lines the priced lines; empty when there is a `fault`
/// @param fault why it can never be booked, if it is not booked already
public record Submission(
        UsageReport report, long contents, Instant sentAt, List<PricedLine> lines, Optional<Unbookable> fault) {
    /// How old a line may be when its message is sent.
    public static final Duration OLDEST = Duration.ofDays(35);

    /// How far ahead of the queue's clock a feature's may be.
    public static final Duration FURTHEST_AHEAD = Duration.ofMinutes(5);

    /// What the entries of a segment may weigh at most, in bytes: DynamoDB takes items up to 400 KB, and the names
    /// of categories and units, the ids and the state need their room too. A message that the queue takes is
    /// lighter.
    public static final int HEAVIEST = 340_000;

    // What a packed line takes besides its texts, at most: counts, a quantity, a time, and a tariff of its own.
    private static final int BYTES_PER_LINE = 64;

    /// Prices the report and checks its times; one bad line makes the whole report unbookable.
    public static Submission of(UsageReport report, Instant sentAt, PriceBook prices) {
        var lines = new ArrayList<PricedLine>(report.lines().size());
        var fault = tooHeavy(report).or(() -> wrongTime(report, sentAt)).or(() -> price(report, prices, lines));
        return new Submission(report, Contents.of(report), sentAt, fault.isPresent() ? List.of() : lines, fault);
    }

    private static Optional<Unbookable> tooHeavy(UsageReport report) {
        if (weight(report) <= HEAVIEST) return Optional.empty();
        return Optional.of(new Unbookable(Reason.TOO_LARGE, "the texts of all lines together are too long"));
    }

    private static Optional<Unbookable> wrongTime(UsageReport report, Instant sentAt) {
        var latest = sentAt.plus(FURTHEST_AHEAD);
        if (report.id().madeAtMillis() > latest.toEpochMilli()) return unbookable(Reason.IN_FUTURE, "id", sentAt);
        var oldest = sentAt.minus(OLDEST);
        if (report.time().isAfter(latest)) return unbookable(Reason.IN_FUTURE, "time", sentAt);
        if (report.time().isBefore(oldest)) return unbookable(Reason.TOO_OLD, "time", sentAt);
        for (int i = 0; i < report.lines().size(); i++) {
            var at = report.lines().get(i).at();
            if (at.isAfter(latest)) return unbookable(Reason.IN_FUTURE, "data.lines[" + i + "].at", sentAt);
            if (at.isBefore(oldest)) return unbookable(Reason.TOO_OLD, "data.lines[" + i + "].at", sentAt);
        }
        return Optional.empty();
    }

    private static Optional<Unbookable> price(UsageReport report, PriceBook prices, List<PricedLine> lines) {
        for (int i = 0; i < report.lines().size(); i++) {
            var line = report.lines().get(i);
            var price = prices.find(line.operation(), line.at());
            if (price.isEmpty()) {
                return unbookable(Reason.UNPRICED_OPERATION, "data.lines[" + i + "]: " + line.operation(), line.at());
            }
            try {
                lines.add(PricedLine.of(line, price.get()));
            } catch (ArithmeticException tooDear) {
                return unbookable(
                        Reason.COST_OUT_OF_RANGE, "data.lines[" + i + "]: " + tooDear.getMessage(), line.at());
            }
        }
        return Optional.empty();
    }

    private static Optional<Unbookable> unbookable(Reason reason, String what, Instant at) {
        return Optional.of(new Unbookable(reason, what + ", at " + at));
    }

    public UniqueId id() {
        return report.id();
    }

    /// The latest time of a line.
    public Instant latestLine() {
        var latest = report.lines().getFirst().at();
        for (var line : report.lines()) {
            if (line.at().isAfter(latest)) latest = line.at();
        }
        return latest;
    }

    /// What the report's entries take at most when packed, in bytes.
    public int weight() {
        return weight(report);
    }

    private static int weight(UsageReport report) {
        int weight = BYTES_PER_LINE + report.source().length() * 3;
        for (var line : report.lines()) {
            weight += BYTES_PER_LINE
                    + line.operation().value().length()
                    + line.member().map(member -> member.value().length()).orElse(0)
                    + line.reference()
                            .map(reference -> reference.value().length())
                            .orElse(0)
                    + line.authorization().map(hold -> hold.value().length()).orElse(0);
        }
        return weight;
    }
}

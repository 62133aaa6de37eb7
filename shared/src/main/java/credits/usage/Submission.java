package credits.usage;

import credits.identity.UniqueId;
import credits.pricing.PriceBook;
import credits.usage.Unbookable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A report about to be booked: priced, or found to be invalid, which matters only if it is not in the ledger already.
///
/// @param contents the 8-byte hash of the report's content
/// @param sentAt when its message was sent, by the queue's clock: the "now" of the report
/// @param lines the priced lines; empty if there is a `fault`
/// @param fault the reason why it can never be booked, unless it has been already
public record Submission(
        UsageReport report, long contents, Instant sentAt, List<PricedLine> lines, Optional<Unbookable> fault) {
    /// The maximum age of a line when its message is sent.
    public static final Duration OLDEST = Duration.ofDays(35);

    /// How far a feature's clock may be ahead of the queue's.
    public static final Duration FURTHEST_AHEAD = Duration.ofMinutes(5);

    /// The maximum size of a segment's entries, in bytes. DynamoDB limits an item to 400 KB, and the names of
    /// categories and units, the ids and the state need space as well. Any message that fits the queue is smaller.
    public static final int HEAVIEST = 340_000;

    // The maximum size of a packed line besides its texts: counts, a quantity, a time, and a tariff of its own.
    private static final int BYTES_PER_LINE = 64;

    /// Prices the report and checks its times. One invalid line makes the whole report invalid.
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

    /// Returns the latest time of a line.
    public Instant latestLine() {
        var latest = report.lines().getFirst().at();
        for (var line : report.lines()) {
            if (line.at().isAfter(latest)) latest = line.at();
        }
        return latest;
    }

    /// Returns the maximum packed size of the report's entries, in bytes.
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

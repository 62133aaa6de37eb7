package credits.usage;

import credits.identity.UniqueId;
import credits.pricing.PriceBook;
import credits.usage.ReportRejection.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A report about to be booked: priced, or found to be invalid, which matters only if it is not in the ledger already.
///
/// @param contentHash the 8-byte hash of the report's content
/// @param sentAt when its message was sent, by the queue's clock: the "now" of the report
/// @param lines the priced lines; empty if there is a `rejection`
/// @param rejection the reason why it can never be booked, unless it has been already
public record PricedReport(
        UsageReport report,
        long contentHash,
        Instant sentAt,
        List<PricedLine> lines,
        Optional<ReportRejection> rejection) {
    /// The maximum age of a line when its message is sent.
    public static final Duration MAX_AGE = UniqueId.MAX_AGE;

    /// The maximum size of a report's entries, in bytes. DynamoDB limits an item to 400 KB, and the state and the
    /// entries of expired holds need space as well. A message that fits the queue is larger only if hundreds of its
    /// lines have prices with long names of their own.
    public static final int MAX_ENTRY_BYTES = 340_000;

    private static final ReportRejection TOO_LARGE = new ReportRejection(
            RejectionReason.TOO_LARGE,
            "the texts of all lines, with the names that their prices have, are too long together");

    /// Prices the report and checks its times and its size. One invalid line makes the whole report invalid.
    public static PricedReport of(UsageReport report, Instant sentAt, PriceBook prices) {
        var lines = new ArrayList<PricedLine>(report.lines().size());
        var fault = checkTimes(report, sentAt).or(() -> priceLines(report, prices, lines));
        var priced = new PricedReport(report, ContentHash.of(report), sentAt, lines, fault);
        return fault.isEmpty() && priced.maxPackedBytes() <= MAX_ENTRY_BYTES
                ? priced
                : priced.rejectedFor(fault.orElse(TOO_LARGE));
    }

    private PricedReport rejectedFor(ReportRejection reason) {
        return new PricedReport(report, contentHash, sentAt, List.of(), Optional.of(reason));
    }

    private static Optional<ReportRejection> checkTimes(UsageReport report, Instant sentAt) {
        if (report.id().isAheadOf(sentAt)) return reject(RejectionReason.IN_FUTURE, "id", sentAt);
        if (report.id().isTooOldAt(sentAt)) return reject(RejectionReason.TOO_OLD, "id", sentAt);
        var latest = sentAt.plus(UniqueId.MAX_CLOCK_SKEW);
        var oldest = sentAt.minus(MAX_AGE);
        if (report.reportedAt().isAfter(latest)) return reject(RejectionReason.IN_FUTURE, "time", sentAt);
        if (report.reportedAt().isBefore(oldest)) return reject(RejectionReason.TOO_OLD, "time", sentAt);
        for (int i = 0; i < report.lines().size(); i++) {
            var usedAt = report.lines().get(i).usedAt();
            if (usedAt.isAfter(latest)) return reject(RejectionReason.IN_FUTURE, "data.lines[" + i + "].at", sentAt);
            if (usedAt.isBefore(oldest)) return reject(RejectionReason.TOO_OLD, "data.lines[" + i + "].at", sentAt);
        }
        return Optional.empty();
    }

    private static Optional<ReportRejection> priceLines(UsageReport report, PriceBook prices, List<PricedLine> lines) {
        for (int i = 0; i < report.lines().size(); i++) {
            var line = report.lines().get(i);
            var price = prices.findPrice(line.operation(), line.usedAt());
            if (price.isEmpty()) {
                return reject(
                        RejectionReason.UNPRICED_OPERATION,
                        "data.lines[" + i + "]: " + line.operation(),
                        line.usedAt());
            }
            try {
                lines.add(PricedLine.of(line, price.get()));
            } catch (ArithmeticException outOfRange) {
                return reject(
                        RejectionReason.COST_OUT_OF_RANGE,
                        "data.lines[" + i + "]: " + outOfRange.getMessage(),
                        line.usedAt());
            }
        }
        return Optional.empty();
    }

    private static Optional<ReportRejection> reject(RejectionReason reason, String subject, Instant at) {
        return Optional.of(new ReportRejection(reason, subject + ", at " + at));
    }

    public UniqueId id() {
        return report.id();
    }

    /// Returns the latest time of a line.
    public Instant latestUse() {
        var latest = report.lines().getFirst().usedAt();
        for (var line : report.lines()) {
            if (line.usedAt().isAfter(latest)) latest = line.usedAt();
        }
        return latest;
    }

    /// Returns the maximum packed size of the report's entries, in bytes.
    public int maxPackedBytes() {
        var size = new EntriesSize();
        size.add(this);
        return size.bytes();
    }
}

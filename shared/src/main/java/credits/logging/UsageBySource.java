package credits.logging;

import credits.json.Json;
import credits.usage.BookedLine;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The cost of the reports that one batch or call has booked, for each source that an alarm watches. Uncovered lines
/// count as well: a source that suddenly reports more is suspect whether or not it fits the balance.
///
/// A statistic in floating point, because a sum of money that overflows must not fail a report that is booked.
public final class UsageBySource {
    private static final double NANOS_PER_MICRO = 1_000;

    private final Set<String> watched;
    private final Map<String, Double> microsBySource = new TreeMap<>();

    /// @param watched the sources to count; a source that no alarm watches would only cost a log line
    public UsageBySource(Set<String> watched) {
        this.watched = Set.copyOf(watched);
    }

    /// Adds a report that was booked.
    public void add(PricedReport report) {
        add(report.report().source(), report.lines().stream());
    }

    /// Adds a report of a segment.
    public void add(BookedReport report) {
        add(report.source(), report.lines().stream().map(BookedLine::pricedLine));
    }

    private void add(String source, Stream<PricedLine> lines) {
        if (!watched.contains(source)) return;
        double micros =
                lines.mapToDouble(line -> line.cost().nanos() / NANOS_PER_MICRO).sum();
        microsBySource.merge(source, micros, Double::sum);
    }

    /// Returns a log line for each source, with its cost in millionths of a euro. The line must be logged as it is,
    /// outside Lambda's envelope, in which the metric filter could not read the number.
    public List<Json> toLogLines() {
        return microsBySource.entrySet().stream()
                .<Json>map(each -> Json.object()
                        .put("source", each.getKey())
                        .put("used_micros", Math.round(each.getValue()))
                        .build())
                .toList();
    }
}

package credits.usage;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// A report of what an organisation used. It is booked once, whole and at a single time.
///
/// @param id created once by the feature, when the work was done; the report's identity within the organisation
/// @param source the feature, 1 to 200 characters
/// @param time when the report was created, to the millisecond; the default time of its lines
/// @param lines 1 to 1,000 lines, debited in this order
public record UsageReport(UniqueId id, OrganisationId organisation, String source, Instant time, List<Line> lines) {
    /// The maximum number of lines in a report.
    public static final int MOST_LINES = 1_000;

    /// The maximum length of a source, in characters.
    public static final int LONGEST_SOURCE = 200;

    public UsageReport {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MOST_LINES) throw new IllegalArgumentException("lines: " + lines.size());
        if (source.isEmpty() || source.length() > LONGEST_SOURCE) throw new IllegalArgumentException("source");
    }
}

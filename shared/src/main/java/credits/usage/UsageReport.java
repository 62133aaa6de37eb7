package credits.usage;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// A report of what an organisation used. It is booked once, whole and at a single time.
///
/// @param id created once by the feature, when the work was done; the report's identity within the organisation
/// @param source the feature, 1 to 200 characters
/// @param reportedAt when the report was created, to the millisecond; the default time of its lines
/// @param lines 1 to 1,000 lines, debited in this order
public record UsageReport(
        UniqueId id, OrganisationId organisation, String source, Instant reportedAt, List<UsageLine> lines) {
    /// The maximum number of lines in a report.
    public static final int MAX_LINES = 1_000;

    /// The maximum length of a source, in characters.
    public static final int MAX_SOURCE_LENGTH = 200;

    public UsageReport {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MAX_LINES) throw new IllegalArgumentException("lines: " + lines.size());
        if (source.isEmpty() || source.length() > MAX_SOURCE_LENGTH) throw new IllegalArgumentException("source");
    }
}

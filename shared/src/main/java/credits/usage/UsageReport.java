package credits.usage;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// What a feature says an organisation used. It is booked whole, at one time, once for ever.
///
/// @param id made once by the feature, when the work was done; its identity within the organisation
/// @param source which feature, 1 to 200 characters
/// @param time when the report was made, to the millisecond; lines without a time of their own have this one
/// @param lines 1 to 1,000, accepted or not in this order
public record UsageReport(UniqueId id, OrganisationId organisation, String source, Instant time, List<Line> lines) {
    /// Lines a report has at most.
    public static final int MOST_LINES = 1_000;

    /// Characters a source has at most.
    public static final int LONGEST_SOURCE = 200;

    public UsageReport {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MOST_LINES) throw new IllegalArgumentException("lines: " + lines.size());
        if (source.isEmpty() || source.length() > LONGEST_SOURCE) throw new IllegalArgumentException("source");
    }
}

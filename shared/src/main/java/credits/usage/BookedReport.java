package credits.usage;

import credits.identity.UniqueId;
import java.util.List;

/// A usage report in the ledger, with the outcome of each of its lines.
///
/// @param source the feature that reported it
public record BookedReport(UniqueId id, String source, List<BookedLine> lines) {
    public BookedReport {
        lines = List.copyOf(lines);
    }
}

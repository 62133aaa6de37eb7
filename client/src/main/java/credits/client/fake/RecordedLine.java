package credits.client.fake;

import credits.client.Line;
import credits.client.Organisation;

/// A line that arrived in a report.
///
/// @param report the id of the report
public record RecordedLine(Organisation organisation, String report, Line line) {}

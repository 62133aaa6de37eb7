package credits.client.fake;

import credits.client.Line;
import credits.client.Organisation;

/// A line that the service received.
///
/// @param report the id of its report
public record RecordedLine(Organisation organisation, String report, Line line) {}

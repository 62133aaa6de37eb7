package credits.client.testing;

import credits.client.Organisation;
import credits.client.usage.ReportLine;

/// A line that the service received.
///
/// @param reportId the id of its report
public record ReceivedLine(Organisation organisation, String reportId, ReportLine line) {}

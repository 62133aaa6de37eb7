package credits.local.usage;

/// The outcome of a report that was sent.
///
/// @param id the report's id
/// @param text for the terminal, after the id
public record ReportOutcome(String id, Kind kind, String text) {
    /// How much of a report was booked, best first.
    public enum Kind {
        BOOKED,
        UNCOVERED,
        INVALID,
        UNDECIDED
    }

    static ReportOutcome booked(String id, int debitedLines, int uncoveredLines) {
        if (uncoveredLines == 0) return new ReportOutcome(id, Kind.BOOKED, "booked");
        var text = "booked; uncovered by balance or limit: %d of %d lines"
                .formatted(uncoveredLines, debitedLines + uncoveredLines);
        return new ReportOutcome(id, Kind.UNCOVERED, text);
    }

    static ReportOutcome alreadyBooked(String id) {
        return new ReportOutcome(id, Kind.BOOKED, "already booked");
    }

    static ReportOutcome invalid(String id, String reasonCode, String reasonDetail) {
        return new ReportOutcome(id, Kind.INVALID, ("invalid: " + reasonCode + " " + reasonDetail).strip());
    }

    static ReportOutcome undecided(String id, String reason) {
        return new ReportOutcome(id, Kind.UNDECIDED, "not decided: " + reason);
    }

    /// Returns the line for the terminal.
    public String line() {
        return id + " " + text;
    }
}

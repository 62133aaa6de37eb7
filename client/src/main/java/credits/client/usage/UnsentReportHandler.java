package credits.client.usage;

/// Handles reports that were recorded but are not known to be delivered. Store the body, and send it to the queue again
/// later: unchanged, with the organisation as the message group id. Sending a report that had been delivered after all
/// does no harm.
///
/// Runs on the background thread or on the thread that closes the reporter, and never while that thread is interrupted.
/// Anything it throws is logged, and the next report is handled.
@FunctionalInterface
public interface UnsentReportHandler {
    /// Handles one report.
    ///
    /// @param detail the last error, for people
    void handle(ReportMessage report, Reason reason, String detail);

    /// The reason why a report was not delivered.
    enum Reason {
        /// The queue rejected the report for good.
        REJECTED,
        /// The report could not be delivered within [UsageReporterSettings#deliveryTimeout].
        TIMED_OUT,
        /// The reporter was closed, and the report could not be delivered within [UsageReporterSettings#closeTimeout].
        CLOSED,
        /// The background thread ended with an error.
        SENDER_FAILED
    }
}

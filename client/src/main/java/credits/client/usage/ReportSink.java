package credits.client.usage;

import java.util.List;

/// Receives the reports of a [UsageReporter]: [SqsReportSink] in production,
/// [credits.client.testing.FakeCreditsService] in tests.
public interface ReportSink {
    /// The maximum number of reports per batch.
    int MAX_BATCH_REPORTS = 10;

    /// The maximum size of all bodies of a batch, which is what SQS accepts per request.
    int MAX_BATCH_BYTES = 256 * 1024;

    /// Sends a batch of reports and returns the outcome of each, in the same order. May block; is called by one thread
    /// at a time. If this method throws, the outcome of all reports is unknown and the same reports are sent again,
    /// byte for byte.
    List<Outcome> send(List<ReportMessage> reports);

    /// The outcome of sending a report.
    ///
    /// @param detail the reason, for people; empty if the report was accepted
    record Outcome(Kind kind, String detail) {
        /// The kind of outcome, which determines what the reporter does next.
        public enum Kind {
            /// The report is stored durably; nothing is left to do.
            ACCEPTED,
            /// The report was not accepted, or the outcome is unknown; it is sent again later.
            RETRY,
            /// The report will never be accepted; it is passed to the [UnsentReportHandler].
            REJECTED
        }

        /// The report is stored durably.
        public static Outcome accepted() {
            return new Outcome(Kind.ACCEPTED, "");
        }

        /// The report was not accepted, or the outcome is unknown.
        public static Outcome retry(String detail) {
            return new Outcome(Kind.RETRY, detail);
        }

        /// The report will never be accepted, however often it is sent.
        public static Outcome rejected(String detail) {
            return new Outcome(Kind.REJECTED, detail);
        }
    }
}

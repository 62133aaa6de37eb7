package credits.client;

import java.util.List;

/// Receives the reports of a [Usage]: [SqsSink] in production,
/// [credits.client.fake.FakeCredits] in tests.
public interface Sink {
    /// The maximum number of reports per batch.
    int MOST_REPORTS = 10;

    /// The maximum size of all bodies of a batch, which is what SQS accepts per request.
    int MOST_BYTES = 256 * 1024;

    /// Sends a batch of reports and returns the outcome of each, in the same order. May block; is called by one thread
    /// at a time. If this method throws, the outcome of all reports is unknown and the same reports are sent again,
    /// byte for byte.
    List<Outcome> send(List<Report> reports);

    /// The outcome of sending a report.
    ///
    /// @param detail the reason, for people; empty if the report was accepted
    record Outcome(Kind kind, String detail) {
        /// What the reporter does next.
        public enum Kind {
            /// The report is stored durably; nothing is left to do.
            TAKEN,
            /// The report was not accepted, or the outcome is unknown; it is sent again later.
            LATER,
            /// The report will never be accepted; it is passed to the [Unsent].
            NEVER
        }

        /// The report is stored durably.
        public static Outcome taken() {
            return new Outcome(Kind.TAKEN, "");
        }

        /// The report was not accepted, or the outcome is unknown.
        public static Outcome later(String detail) {
            return new Outcome(Kind.LATER, detail);
        }

        /// The report will never be accepted, however often it is sent.
        public static Outcome never(String detail) {
            return new Outcome(Kind.NEVER, detail);
        }
    }
}

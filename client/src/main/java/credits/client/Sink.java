package credits.client;

import java.util.List;

/// Where reports go: [SqsSink] in production, [credits.client.fake.FakeCredits] in tests.
public interface Sink {
    /// Reports given at once, at most.
    int MOST_REPORTS = 10;

    /// Bytes of bodies given at once, at most: SQS takes no more in one request.
    int MOST_BYTES = 256 * 1024;

    /// Sends reports and says what became of each, in their order. An exception means that nothing is known of any
    /// of them: they are given again, the same to the letter. May block; is called by one thread at a time.
    List<Outcome> send(List<Report> reports);

    /// What became of a report.
    ///
    /// @param detail why, for people; empty when it was taken
    record Outcome(Kind kind, String detail) {
        /// What there is to do now.
        public enum Kind {
            /// It is durable: nothing.
            TAKEN,
            /// Not taken, or not known: give it again later.
            LATER,
            /// It will never be taken.
            NEVER
        }

        /// It is durable.
        public static Outcome taken() {
            return new Outcome(Kind.TAKEN, "");
        }

        /// Not taken, or not known.
        public static Outcome later(String detail) {
            return new Outcome(Kind.LATER, detail);
        }

        /// Repeating it would change nothing.
        public static Outcome never(String detail) {
            return new Outcome(Kind.NEVER, detail);
        }
    }
}

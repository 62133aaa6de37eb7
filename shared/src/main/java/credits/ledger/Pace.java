package credits.ledger;

import java.time.Duration;

/// The time that passes while writers wait for each other: the machine's, or one that is played to measure waiting.
public interface Pace {
    /// The machine's time.
    Pace REAL = new Pace() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration howLong) throws InterruptedException {
            Thread.sleep(howLong);
        }
    };

    /// Nanoseconds since some moment.
    long nanos();

    /// Comes back when `howLong` has passed.
    void pause(Duration howLong) throws InterruptedException;
}

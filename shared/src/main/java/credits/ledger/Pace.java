package credits.ledger;

import java.time.Duration;

/// The clock and the pauses of writers that wait for each other: the system's, or simulated ones for measuring waits.
public interface Pace {
    /// The system's clock and pauses.
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

    /// Returns nanoseconds since an arbitrary time.
    long nanos();

    /// Waits until `howLong` has passed.
    void pause(Duration howLong) throws InterruptedException;
}

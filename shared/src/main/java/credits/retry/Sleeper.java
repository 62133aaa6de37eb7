package credits.retry;

import java.time.Duration;

/// The clock and the pauses of writers that wait for each other: the system's, or simulated ones for measuring waits.
public interface Sleeper {
    /// The system's clock and pauses.
    Sleeper SYSTEM = new Sleeper() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration howLong) throws InterruptedException {
            Thread.sleep(howLong);
        }
    };

    /// Returns nanoseconds since an arbitrary time.
    long nanoTime();

    /// Waits until `duration` has passed.
    void sleep(Duration duration) throws InterruptedException;
}

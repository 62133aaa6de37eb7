package credits.client.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that only moves when a test advances it.
public final class ManualClock implements InstantSource {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}

package credits.http;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Token buckets with one rate, in memory. A bucket fills at that rate and holds what accrues in five seconds. The
/// least recently used ones are forgotten, which at worst allows their owners one more burst.
final class TokenBuckets {
    /// The time in which an empty bucket fills up.
    static final Duration FILL_TIME = Duration.ofSeconds(5);

    private static final int MAX_BUCKETS = 4_096;
    private static final int UNITS_PER_TOKEN = 1_000;

    private final String name;
    // Tokens a second are units a millisecond.
    private final int perSecond;
    private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    /// Creates buckets that allow `perSecond` tokens a second each.
    ///
    /// @param name the name of the limit in responses
    TokenBuckets(String name, int perSecond) {
        this.name = name;
        this.perSecond = perSecond;
    }

    /// A bucket's content; negative when it is in debt.
    private record Bucket(long units, Instant filledAt) {}

    /// A bucket after a request.
    ///
    /// @param name the name of the limit
    /// @param capacity the tokens that a full bucket holds
    /// @param tokens the whole tokens that are left
    /// @param secondsUntilFull the time until the bucket is full again
    /// @param secondsUntilNext the time until it has a whole token: 0 if it has one
    record Level(String name, long capacity, long tokens, long secondsUntilFull, long secondsUntilNext) {}

    /// Takes `tokens` from the bucket `key` at `now`, which may leave it in debt by at most its capacity. A clock that
    /// goes back neither fills nor drains it.
    synchronized Level take(String key, Instant now, long tokens) {
        var bucket = buckets.getOrDefault(key, new Bucket(capacity(), now));
        long elapsedMillis = Math.clamp(Duration.between(bucket.filledAt(), now).toMillis(), 0, FILL_TIME.toMillis());
        long filled = Math.min(capacity(), bucket.units() + elapsedMillis * perSecond);
        long left = Math.max(-capacity(), filled - tokens * UNITS_PER_TOKEN);
        buckets.put(key, new Bucket(left, now));
        return new Level(
                name,
                capacity() / UNITS_PER_TOKEN,
                Math.max(0, Math.floorDiv(left, UNITS_PER_TOKEN)),
                secondsUntil(capacity(), left),
                secondsUntil(UNITS_PER_TOKEN, left));
    }

    private long capacity() {
        return FILL_TIME.toMillis() * perSecond;
    }

    private long secondsUntil(long target, long units) {
        return Math.ceilDiv(Math.max(0, target - units), (long) perSecond * UNITS_PER_TOKEN);
    }
}

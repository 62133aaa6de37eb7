package credits.local;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/// The moments at which the system is tested, one per run; `-Dseed=…` repeats the one that a run printed. Each
/// is at least half an hour before the end of a month in Rome, the time zone of the tests' organisations,
/// because other tests cover a month that ends in the middle of a test.
final class TestMoments {
    private static final List<String> MOMENTS = List.of(
            "2026-11-29T14:00:00+01:00", // a Sunday
            "2026-11-30T09:00:00+01:00", // a Monday, the last day of a month
            "2027-05-01T00:05:00+02:00", // the first day of a month in Rome
            "2027-05-31T23:25:00+02:00", // the last
            "2027-06-01T00:05:00+12:00", // the first in Auckland
            "2027-06-30T23:55:00+12:00", // the last
            "2027-03-28T01:58:00+01:00", // clocks go forward in Rome
            "2027-10-31T02:58:00+02:00", // and back
            "2027-09-26T01:58:00+12:00", // forward in Auckland
            "2027-04-04T02:58:00+13:00", // and back
            "2028-02-29T23:25:00+01:00",
            "2027-12-31T23:25:00+01:00",
            "2028-01-01T00:00:30+01:00");

    /// The seed of this run.
    static final long SEED = Long.getLong("seed", System.nanoTime());

    /// The moment of this run.
    static final Instant CURRENT = chosen();

    private TestMoments() {}

    /// All moments, in UTC.
    static Stream<String> all() {
        return MOMENTS.stream()
                .map(moment -> OffsetDateTime.parse(moment).toInstant().toString());
    }

    private static Instant chosen() {
        var moment = MOMENTS.get((int) Math.floorMod(SEED, (long) MOMENTS.size()));
        System.out.printf("The local tests run at %s; again with -Dseed=%d%n", moment, SEED);
        return OffsetDateTime.parse(moment).toInstant();
    }
}

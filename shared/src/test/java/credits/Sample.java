package credits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The part of a large set of cases that a run tests: another part every day, and all cases with `-Dfull=true`,
/// so that no daily run has a case that the full run lacks. `-Dseed=…` repeats the sample of the run that
/// printed this seed.
public final class Sample {
    public static final boolean FULL = Boolean.getBoolean("full");

    private Sample() {}

    /// The seed of this run: `-Dseed`, or the day in UTC as a count since 1970.
    public static long seed() {
        return Long.getLong(
                "seed", LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).toEpochDay());
    }

    /// Returns `count` of `all`, in their order.
    public static <T> List<T> of(List<T> all, int count) {
        if (FULL || count >= all.size()) return all;
        System.out.println("sample: " + count + " of " + all.size() + ", -Dseed=" + seed());
        var indexes = new ArrayList<Integer>();
        for (int index = 0; index < all.size(); index++) indexes.add(index);
        Collections.shuffle(indexes, new Random(seed()));
        return indexes.subList(0, count).stream().sorted().map(all::get).toList();
    }

    /// Returns `count` of the numbers below `end`.
    public static List<Integer> below(int end, int count) {
        var all = new ArrayList<Integer>();
        for (int number = 0; number < end; number++) all.add(number);
        return of(all, count);
    }
}

package credits.function.reconcile;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far a slice is.
///
/// @param position where to go on; empty at the beginning
/// @param counts what has been counted so far
/// @param lines what there is to report, one line each
record SliceProgress(Optional<String> position, boolean isComplete, SortedMap<String, Long> counts, String lines) {
    private static final int MAX_LINES_CHARS = 20_000;

    /// Nothing has been done.
    static final SliceProgress START = new SliceProgress(Optional.empty(), false, new TreeMap<>(), "");

    SliceProgress {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        if (lines.length() > MAX_LINES_CHARS) lines = lines.substring(0, MAX_LINES_CHARS);
    }

    SliceProgress at(String newPosition) {
        return new SliceProgress(Optional.of(newPosition), false, counts, lines);
    }

    SliceProgress completed() {
        return new SliceProgress(position, true, counts, lines);
    }

    SliceProgress plus(String count, long more) {
        return more == 0 ? this : plus(new SliceProgress(position, isComplete, new TreeMap<>(Map.of(count, more)), ""));
    }

    SliceProgress withLine(String line) {
        return new SliceProgress(position, isComplete, counts, joined(lines, line));
    }

    /// Returns this progress with the counts and lines of `other` added.
    SliceProgress plus(SliceProgress other) {
        var sums = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> {
            var _ = sums.merge(name, count, Math::addExact);
        });
        return new SliceProgress(position, isComplete, sums, joined(lines, other.lines));
    }

    private static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + "\n" + other;
    }

    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}

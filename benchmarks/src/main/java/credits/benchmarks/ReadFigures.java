package credits.benchmarks;

import java.util.List;

/// What reading costs, from a thousand events to ten million.
final class ReadFigures {
    private static final List<Long> EVENTS = List.of(1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L);

    private ReadFigures() {}

    static String measure() {
        var table = new MarkdownTable(
                "events in the month",
                "overview: requests",
                "read units",
                "median, µs",
                "100 entries of a day: requests",
                "read units");
        for (long events : EVENTS) {
            var read = ReadBenchmark.measure(events);
            table.add(
                    Figures.whole((double) events),
                    read.overview().requests(),
                    Figures.significant(read.overview().readUnits()),
                    Figures.significant(read.overviewMicros()),
                    read.dayPage().requests(),
                    Figures.significant(read.dayPage().readUnits()));
        }
        return table.toString();
    }
}

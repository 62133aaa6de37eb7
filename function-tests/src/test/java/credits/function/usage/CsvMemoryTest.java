package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.ledger.DynamoDbFixture;
import credits.ledger.query.AccountQueries;
import credits.local.aws.interception.InterceptedDynamo;
import credits.usage.LedgerEntry;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/// The live memory while a day of 100,000 entries is written as CSV, counted at every third response of the
/// store, when the handler holds most.
class CsvMemoryTest {
    private static final int REPORTS = 100;
    // Each count collects the garbage of the whole JVM.
    private static final int SAMPLED_EVERY = 3;
    // Twice what a part takes, and half of what all entries take.
    private static final long MAX_LIVE_BYTES = 8L * 1024 * 1024;

    private static final Pattern HISTOGRAM_LINE = Pattern.compile(" *\\d+: +\\d+ +(?<bytes>\\d+) +(?<class>.*)");

    private final OwnerFixture owner = new OwnerFixture();
    private long baselineBytes;
    private int responses;
    private long peakBytes;
    private int rows;

    @Test
    void a_csv_of_100_000_entries_never_holds_more_than_one_part_in_memory() {
        owner.givenCommands(adjustment("1000000", NOW));
        for (int i = 0; i < REPORTS; i++) owner.givenCommands(bookReports(LargeReportFixture.report(i)));

        long csvPeak = peakLiveBytes(this::downloadCsv);
        long collectedPeak = peakLiveBytes(this::collectEntries);

        assertThat(rows).isEqualTo(REPORTS * LargeReportFixture.LINES + 1);
        assertThat(csvPeak).as("alive while the table was written").isLessThan(MAX_LIVE_BYTES);
        assertThat(collectedPeak).as("alive while all entries were held").isGreaterThan(MAX_LIVE_BYTES);
    }

    private void downloadCsv() {
        var usage = new HandlerInvoker(OwnerFixture.handler(accountQueries()));
        var day = owner.request("GET /v1/usage/days/{date}", "2026-11-22", NOW.plusSeconds(60))
                .withHeader("accept", "text/csv");
        var next = Optional.of(day);
        while (next.isPresent()) {
            var part = usage.callRoute(next.get());
            rows += (int) part.body().asText().lines().count();
            next = Optional.ofNullable(part.headers().get("link"))
                    .map(link -> day.withQuery("cursor", link.substring("<?cursor=".length(), link.indexOf('>'))));
        }
    }

    /// Keeps all entries, to show that the measurement notices it.
    private void collectEntries() {
        List<LedgerEntry> entries = new ArrayList<>();
        var page = accountQueries()
                .readEntries(
                        owner.organisation(),
                        LocalDate.parse("2026-11-22"),
                        NOW.plusSeconds(60),
                        Optional.empty(),
                        Optional.empty(),
                        entries::add);
        assertThat(page).isPresent();
        assertThat(entries).hasSize(REPORTS * LargeReportFixture.LINES);
    }

    private AccountQueries accountQueries() {
        return new AccountQueries(
                new InterceptedDynamo(DynamoDbFixture.DYNAMO, new ReadMeter(this::sampleLiveBytes)),
                DynamoDbFixture.TABLE_NAME,
                DynamoDbFixture.ROME);
    }

    private long peakLiveBytes(Runnable work) {
        baselineBytes = liveBytes();
        peakBytes = 0;
        work.run();
        return peakBytes;
    }

    private void sampleLiveBytes() {
        if (responses++ % SAMPLED_EVERY != 0) return;
        peakBytes = Math.max(peakBytes, liveBytes() - baselineBytes);
    }

    // The used bytes of the heap would include holes that a collection leaves and fills with arrays of its own.
    private static long liveBytes() {
        return classHistogram()
                .lines()
                .map(HISTOGRAM_LINE::matcher)
                .filter(line -> line.matches() && !line.group("class").contains("jdk.internal.vm.Filler"))
                .mapToLong(line -> Long.parseLong(line.group("bytes")))
                .sum();
    }

    private static String classHistogram() {
        try {
            return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()}));
        } catch (JMException noHistogram) {
            throw new IllegalStateException(noHistogram);
        }
    }
}

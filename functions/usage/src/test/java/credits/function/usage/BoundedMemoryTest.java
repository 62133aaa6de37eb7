package credits.function.usage;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.ledger.LocalTable;
import credits.ledger.Statements;
import credits.usage.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A day of 100,000 entries as CSV and the live memory meanwhile, measured after a full collection at each response of
/// the store, when the handler holds most.
class BoundedMemoryTest {
    private static final int REPORTS = 100;
    // Twice what a part takes, and half of what all entries take.
    private static final long BOUND = 8L * 1024 * 1024;

    private final Owner owner = new Owner();
    private long before;
    private long most;
    private int rows;

    @Test
    void a_table_of_100_000_entries_never_has_more_alive_than_one_part_takes() {
        owner.given(credits("1000000", NOVEMBER));
        for (int i = 0; i < REPORTS; i++) owner.given(booking(LargeDay.report(i)));

        long written = measured(this::wholeTable);
        long held = measured(this::allEntries);

        assertThat(rows).isEqualTo(REPORTS * LargeDay.LINES + 1);
        assertThat(written).as("alive while the table was written").isLessThan(BOUND);
        assertThat(held).as("alive while all entries were held").isGreaterThan(BOUND);
    }

    private void wholeTable() {
        var usage = new Invocation(Owner.handler(statements()));
        var day = owner.request("GET /v1/usage/days/{date}", "2026-11-22", NOVEMBER.plusSeconds(60))
                .header("accept", "text/csv");
        var next = Optional.of(day);
        while (next.isPresent()) {
            var part = usage.call(next.get());
            rows += (int) part.body().asText().lines().count();
            next = Optional.ofNullable(part.headers().get("link"))
                    .map(link -> day.query("cursor", link.substring("<?cursor=".length(), link.indexOf('>'))));
        }
    }

    /// The measurement must notice this, or it proves nothing.
    private void allEntries() {
        List<Entry> entries = new ArrayList<>();
        var page = statements()
                .day(
                        owner.organisation(),
                        LocalDate.parse("2026-11-22"),
                        NOVEMBER.plusSeconds(60),
                        Optional.empty(),
                        Optional.empty(),
                        entries::add);
        assertThat(page).isPresent();
        assertThat(entries).hasSize(REPORTS * LargeDay.LINES);
    }

    private Statements statements() {
        return new Statements(new Reads(LocalTable.DYNAMO, this::measure), LocalTable.NAME, LocalTable.ROME);
    }

    private long measured(Runnable work) {
        before = alive();
        most = 0;
        work.run();
        return most;
    }

    private void measure() {
        most = Math.max(most, alive() - before);
    }

    private static long alive() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

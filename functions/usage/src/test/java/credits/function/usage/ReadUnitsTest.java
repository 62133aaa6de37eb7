package credits.function.usage;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.queries;
import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Request;
import credits.function.usage.Reads.Read;
import credits.ledger.LocalTable;
import credits.ledger.Statements;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What each call reads, to the unit, on a small account and on a large one: a report of three lines, and forty of
/// a thousand lines each, both with a past.
class ReadUnitsTest {
    private static final Instant OCTOBER = Instant.parse("2026-10-20T10:00:00Z");
    private static final String DAY = "GET /v1/usage/days/{date}";

    private final Reads reads = new Reads(LocalTable.DYNAMO);
    private final Invocation usage =
            new Invocation(Owner.handler(new Statements(reads, LocalTable.NAME, LocalTable.ROME)));

    @Test
    void each_call_of_a_small_account_reads_one_unit_an_item() {
        var owner = new Owner();
        owner.given(credits("10", OCTOBER), booking(queries(3, OCTOBER)), booking(queries(3, NOVEMBER)));

        var one = new Read(1, 1);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "current")).containsExactly(one);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "2026-11")).containsExactly(one);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "2026-10")).containsExactly(one, one);
        assertThat(read(owner, "GET /v1/me", "")).containsExactly(one);
        assertThat(read(owner, "GET /v1/quota", "")).containsExactly(one);
        assertThat(read(owner, DAY, "2026-11-22")).containsExactly(one, one);
        assertThat(read(owner, DAY, "2026-10-20")).containsExactly(one, one, one);
        assertThat(history(owner)).containsExactly(one);
    }

    @Test
    void each_call_of_a_large_account_reads_no_more_items_and_a_page_only_the_segments_it_shows() {
        var owner = new Owner();
        owner.given(credits("1000000", OCTOBER));
        for (int i = 0; i < 40; i++) owner.given(booking(LargeDay.report(i)));
        var head = read(owner, "GET /v1/usage/months/{month}", "current");

        assertThat(head)
                .singleElement()
                .satisfies(read -> assertThat(read.items()).isEqualTo(1));
        // A segment of a thousand lines with members and references of their own: 20 to 24 KB.
        double units = head.getFirst().units();
        assertThat(units).isBetween(5.0, 8.0);
        var one = new Read(1, units);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "2026-10")).containsExactly(one, new Read(1, 1));
        assertThat(read(owner, "GET /v1/me", "")).containsExactly(one);
        assertThat(read(owner, "GET /v1/quota", "")).containsExactly(one);
        assertThat(read(owner, DAY, "2026-11-22")).containsExactly(one, one);
        assertThat(history(owner)).containsExactly(one);
    }

    @Test
    void a_page_of_many_small_segments_reads_fewer_than_twice_those_it_shows() {
        var owner = new Owner();
        owner.given(credits("100", NOVEMBER));
        for (int i = 0; i < 200; i++) owner.given(booking(queries(1, NOVEMBER)));

        var taken = read(owner, DAY, "2026-11-22");

        int segments = taken.stream().skip(1).mapToInt(Read::items).sum();
        assertThat(segments).isBetween(50, 99);
        assertThat(taken).hasSizeLessThanOrEqualTo(8);
    }

    private List<Read> history(Owner owner) {
        return read(owner.request("GET /v1/usage/months", "", at()).query("year", "2026"));
    }

    private List<Read> read(Owner owner, String route, String path) {
        return read(owner.request(route, path, at()));
    }

    private List<Read> read(Request request) {
        assertThat(usage.call(request).status()).isEqualTo(200);
        return reads.taken();
    }

    private static Instant at() {
        return NOVEMBER.plusSeconds(60);
    }
}

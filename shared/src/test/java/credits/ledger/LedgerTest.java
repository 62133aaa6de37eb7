package credits.ledger;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.limits;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.account.BookReports.Verdict;
import credits.account.BookReports.Verdict.AlreadyBooked;
import credits.account.BookReports.Verdict.Booked;
import credits.account.BookReports.Verdict.Refused;
import credits.identity.OrganisationId;
import credits.money.Eur;
import credits.usage.Submission;
import credits.usage.Unbookable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The chain on DynamoDB Local.
class LedgerTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final Ledger ledger = LocalTable.ledger();
    private final Ledger otherWorker = LocalTable.ledger();
    private final OrganisationId organisation = new OrganisationId("org_" + ORGANISATIONS.incrementAndGet());

    @Test
    void a_report_sent_twice_is_booked_once_whoever_gets_it() {
        givenCredits("10");
        var report = queries(3, NOON);

        var first = ledger.commit(organisation, booking(report));
        var second = ledger.commit(organisation, booking(report));
        var elsewhere = otherWorker.commit(organisation, booking(report));

        assertThat(first).containsExactly(new Booked(3, 0));
        assertThat(second).containsExactly(new AlreadyBooked());
        assertThat(elsewhere).containsExactly(new AlreadyBooked());
        assertThat(balance()).isEqualTo(Eur.of("9.64"));
    }

    @Test
    void one_id_with_other_contents_is_a_conflict() {
        givenCredits("10");
        var id = idMadeAt(NOON);
        var _ = ledger.commit(organisation, booking(submission(id, NOON, line("query.run", "1", NOON))));

        var other = ledger.commit(organisation, booking(submission(id, NOON, line("query.run", "2", NOON))));

        assertThat(other)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().reason()).isEqualTo(Reason.CONFLICTING_REPORT));
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
    }

    @Test
    void a_debit_ends_at_the_last_nano_euro_and_the_rest_is_uncovered() {
        givenCredits("10");
        var _ = ledger.commit(organisation, limits("none", "0.359999999", NOON));

        var verdicts = ledger.commit(organisation, booking(queries(4, NOON)));

        assertThat(verdicts).containsExactly(new Booked(2, 2));
        assertThat(balance()).isEqualTo(Eur.of("9.76"));
    }

    @Test
    void an_id_older_than_the_window_is_still_known() {
        givenCredits("1000");
        var first = queries(1, NOON);
        var _ = ledger.commit(organisation, booking(first));
        for (int i = 0; i < 2 * Sizes.DEPLOYED.windowIds(); i += 8) book(8, i);

        var again = ledger.commit(organisation, booking(first));
        var coldWorker = otherWorker.commit(organisation, booking(first));

        assertThat(again).containsExactly(new AlreadyBooked());
        assertThat(coldWorker).containsExactly(new AlreadyBooked());
    }

    @Test
    void an_old_id_that_was_never_booked_is_booked_however_many_came_since() {
        givenCredits("1000");
        var late = queries(1, NOON.minusSeconds(60));
        for (int i = 0; i < 2 * Sizes.DEPLOYED.windowIds(); i += 8) book(8, i);

        var verdicts = ledger.commit(organisation, booking(late));

        assertThat(verdicts).containsExactly(new Booked(1, 0));
        assertThat(otherWorker.commit(organisation, booking(late))).containsExactly(new AlreadyBooked());
    }

    @Test
    void writers_in_parallel_book_each_report_once_and_nothing_past_the_limit() throws Exception {
        givenCredits("1000");
        var _ = ledger.commit(organisation, limits("6", "12", NOON));
        var reports = new ArrayList<Submission>();
        for (int i = 0; i < 60; i++) reports.add(queries(4, NOON.plusMillis(i)));
        reports.addAll(List.copyOf(reports));
        Collections.shuffle(reports, new Random(5));

        var verdicts = new ArrayList<Verdict>();
        try (var senders = Executors.newFixedThreadPool(8)) {
            var sent = reports.stream()
                    .map(report -> senders.submit(() -> LocalTable.ledger().commit(organisation, booking(report))))
                    .toList();
            for (var each : sent) verdicts.addAll(each.get());
        }

        assertThat(verdicts.stream().filter(Booked.class::isInstance)).hasSize(60);
        assertThat(verdicts.stream().filter(AlreadyBooked.class::isInstance)).hasSize(60);
        assertThat(verdicts.stream().mapToInt(LedgerTest::debited).sum()).isEqualTo(100);
        assertThat(balance()).isEqualTo(Eur.of("988"));
    }

    @Test
    void two_writers_on_either_side_of_midnight_make_one_chain_and_no_month_is_booked_after_its_end() {
        var october = Instant.parse("2026-10-31T22:59:59.999Z");
        var november = Instant.parse("2026-10-31T23:00:00Z");
        var _ = ledger.commit(organisation, credits("10", october));
        var _ = ledger.commit(organisation, booking(queries(1, october)));

        var _ = otherWorker.commit(organisation, booking(queries(2, november)));
        var late = ledger.commit(organisation, booking(queries(4, october)));

        assertThat(late).containsExactly(new Booked(4, 0));
        var account = LocalTable.statements().current(organisation, november);
        assertThat(account.past())
                .singleElement()
                .satisfies(month -> assertThat(month.operations()).isEqualTo(1));
        assertThat(account.month().operations()).isEqualTo(6);
        assertThat(account.balance()).isEqualTo(Eur.of("9.16"));
    }

    @Test
    void every_segment_carries_the_hash_of_the_one_before() {
        givenCredits("10");
        for (int i = 0; i < 5; i++) book(3, i);

        var segments = new Chain(LocalTable.DYNAMO, LocalTable.NAME).after(organisation, -1, 100);

        assertThat(segments).hasSize(6);
        assertThat(segments.getFirst().prev()).isEqualTo(Segment.NO_HASH);
        for (int i = 1; i < segments.size(); i++) {
            assertThat(segments.get(i).prev()).isEqualTo(segments.get(i - 1).hash());
        }
    }

    @Test
    void a_worker_that_meets_a_newer_version_never_writes() {
        givenCredits("10");
        var newer = new HashMap<>(LocalTable.DYNAMO
                .getItem(get -> get.tableName(LocalTable.NAME)
                        .key(Map.of(
                                Table.PARTITION, AttributeValue.fromS(Table.account(organisation)),
                                Table.SORT, AttributeValue.fromS(Table.segment(0)))))
                .item());
        newer.put(Table.SORT, AttributeValue.fromS(Table.segment(1)));
        newer.put("v", AttributeValue.fromN("2"));
        var _ = LocalTable.DYNAMO.putItem(put -> put.tableName(LocalTable.NAME).item(newer));

        assertThatThrownBy(() -> ledger.commit(organisation, booking(queries(1, NOON))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2");
    }

    private static int debited(Verdict verdict) {
        return verdict instanceof Booked(var debited, var _) ? debited : 0;
    }

    private void book(int reports, int offset) {
        var at = NOON.plus(Duration.ofMillis(offset));
        var batch = IntStream.range(0, reports).mapToObj(_ -> queries(1, at)).toArray(Submission[]::new);
        var _ = ledger.commit(organisation, booking(batch));
    }

    private void givenCredits(String amount) {
        var _ = ledger.commit(organisation, credits(amount, NOON.minus(Duration.ofDays(1))));
    }

    private Eur balance() {
        return LocalTable.statements().current(organisation, NOON).balance();
    }
}

package credits.ledger;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.account.command.BookReports.Verdict;
import credits.account.command.BookReports.Verdict.AlreadyBooked;
import credits.account.command.BookReports.Verdict.Booked;
import credits.account.command.BookReports.Verdict.Refused;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.money.Eur;
import credits.usage.PricedReport;
import credits.usage.ReportRejection.RejectionReason;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The chain on DynamoDB Local.
class LedgerTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final Ledger ledger = DynamoDbFixture.ledger();
    private final Ledger otherWorker = DynamoDbFixture.ledger();
    private final OrganisationId organisation = new OrganisationId("org_" + ORGANISATIONS.incrementAndGet());

    @Test
    void a_report_delivered_twice_is_booked_once_by_any_worker() {
        givenCredits("10");
        var report = queryReport(3, NOON);

        var first = ledger.commit(organisation, bookReports(report));
        var second = ledger.commit(organisation, bookReports(report));
        var elsewhere = otherWorker.commit(organisation, bookReports(report));

        assertThat(first).containsExactly(new Booked(3, 0));
        assertThat(second).containsExactly(new AlreadyBooked());
        assertThat(elsewhere).containsExactly(new AlreadyBooked());
        assertThat(balance()).isEqualTo(Eur.of("9.64"));
    }

    @Test
    void the_same_id_with_other_contents_is_a_conflict() {
        givenCredits("10");
        var id = newIdAt(NOON);
        var _ = ledger.commit(organisation, bookReports(report(id, NOON, line("query.run", "1", NOON))));

        var other = ledger.commit(organisation, bookReports(report(id, NOON, line("query.run", "2", NOON))));

        assertThat(other)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.rejection().reason()).isEqualTo(RejectionReason.CONFLICTING_REPORT));
        assertThat(balance()).isEqualTo(Eur.of("9.88"));
    }

    @Test
    void lines_are_debited_to_the_last_nano_euro_and_the_rest_is_uncovered() {
        givenCredits("10");
        var _ = ledger.commit(organisation, limitsChange("none", "0.359999999", NOON));

        var verdicts = ledger.commit(organisation, bookReports(queryReport(4, NOON)));

        assertThat(verdicts).containsExactly(new Booked(2, 2));
        assertThat(balance()).isEqualTo(Eur.of("9.76"));
    }

    @Test
    void an_id_older_than_the_recent_ids_is_still_found() {
        givenCredits("1000");
        var first = queryReport(1, NOON);
        var _ = ledger.commit(organisation, bookReports(first));
        for (int i = 0; i < 2 * LedgerTuning.DEFAULT.maxRecentIds(); i += 8) book(8, i);

        var again = ledger.commit(organisation, bookReports(first));
        var coldWorker = otherWorker.commit(organisation, bookReports(first));

        assertThat(again).containsExactly(new AlreadyBooked());
        assertThat(coldWorker).containsExactly(new AlreadyBooked());
    }

    @Test
    void an_old_id_that_was_never_booked_is_booked_after_any_number_of_others() {
        givenCredits("1000");
        var late = queryReport(1, NOON.minusSeconds(60));
        for (int i = 0; i < 2 * LedgerTuning.DEFAULT.maxRecentIds(); i += 8) book(8, i);

        var verdicts = ledger.commit(organisation, bookReports(late));

        assertThat(verdicts).containsExactly(new Booked(1, 0));
        assertThat(otherWorker.commit(organisation, bookReports(late))).containsExactly(new AlreadyBooked());
    }

    @Test
    void concurrent_writers_book_each_report_once_and_never_exceed_the_limit() throws Exception {
        givenCredits("1000");
        var _ = ledger.commit(organisation, limitsChange("6", "12", NOON));
        var reports = new ArrayList<PricedReport>();
        for (int i = 0; i < 60; i++) reports.add(queryReport(4, NOON.plusMillis(i)));
        reports.addAll(List.copyOf(reports));
        Collections.shuffle(reports, new Random(5));

        var verdicts = new ArrayList<Verdict>();
        try (var senders = Executors.newFixedThreadPool(8)) {
            var sent = reports.stream()
                    .map(report ->
                            senders.submit(() -> DynamoDbFixture.ledger().commit(organisation, bookReports(report))))
                    .toList();
            for (var each : sent) verdicts.addAll(each.get());
        }

        assertThat(verdicts.stream().filter(Booked.class::isInstance)).hasSize(60);
        assertThat(verdicts.stream().filter(AlreadyBooked.class::isInstance)).hasSize(60);
        assertThat(verdicts.stream().mapToInt(LedgerTest::debited).sum()).isEqualTo(100);
        assertThat(balance()).isEqualTo(Eur.of("988"));
    }

    @Test
    void two_writers_around_midnight_build_one_chain_and_never_book_into_a_past_month() {
        var october = Instant.parse("2026-10-31T22:59:59.999Z");
        var november = Instant.parse("2026-10-31T23:00:00Z");
        var _ = ledger.commit(organisation, adjustment("10", october));
        var _ = ledger.commit(organisation, bookReports(queryReport(1, october)));

        var _ = otherWorker.commit(organisation, bookReports(queryReport(2, november)));
        var late = ledger.commit(organisation, bookReports(queryReport(4, october)));

        assertThat(late).containsExactly(new Booked(4, 0));
        var account = DynamoDbFixture.accountQueries().currentAccount(organisation, november);
        assertThat(account.pastMonths())
                .singleElement()
                .satisfies(month -> assertThat(month.operationCount()).isEqualTo(1));
        assertThat(account.monthToDate().operationCount()).isEqualTo(6);
        assertThat(account.balance()).isEqualTo(Eur.of("9.16"));
    }

    @ParameterizedTest(name = "{0} segments behind")
    @ValueSource(ints = {2, 31, 32, 33, 60})
    void a_worker_that_is_behind_decides_from_the_newest_state(int missed) {
        for (var limit : List.of("2", "3", "4", "5")) {
            var _ = ledger.commit(organisation, limitsChange("1", limit, NOON));
        }
        for (int i = 1; i < missed; i++) {
            var _ = otherWorker.commit(organisation, bookReports(queryReport(1, NOON)));
        }
        var _ = otherWorker.commit(organisation, limitsChange("1", "9", NOON));

        var _ = ledger.commit(organisation, limitsChange("1", "5", NOON));

        var account = DynamoDbFixture.accountQueries().currentAccount(organisation, NOON);
        assertThat(account.limits().allowedLimit()).contains(Eur.of("5"));
    }

    @Test
    void every_segment_carries_the_hash_of_the_one_before() {
        givenCredits("10");
        for (int i = 0; i < 5; i++) book(3, i);

        var segments = new SegmentStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME)
                .segmentsBackwards(organisation, 0, 100, 100)
                .reversed();

        assertThat(segments).hasSize(6);
        assertThat(segments.getFirst().previousHash()).isEqualTo(Segment.NO_HASH);
        for (int i = 1; i < segments.size(); i++) {
            assertThat(segments.get(i).previousHash())
                    .isEqualTo(segments.get(i - 1).hash());
        }
    }

    @Test
    void a_worker_that_finds_a_newer_format_never_writes() {
        givenCredits("10");
        var newer = new HashMap<>(DynamoDbFixture.DYNAMO
                .getItem(get -> get.tableName(DynamoDbFixture.TABLE_NAME)
                        .key(Map.of(
                                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(0)))))
                .item());
        newer.put(TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(1)));
        newer.put("v", AttributeValue.fromN("3"));
        var _ = DynamoDbFixture.DYNAMO.putItem(
                put -> put.tableName(DynamoDbFixture.TABLE_NAME).item(newer));

        assertThatThrownBy(() -> ledger.commit(organisation, bookReports(queryReport(1, NOON))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 3");
    }

    private static int debited(Verdict verdict) {
        return verdict instanceof Booked(var debited, var _) ? debited : 0;
    }

    private void book(int reports, int offset) {
        var at = NOON.plus(Duration.ofMillis(offset));
        var batch =
                IntStream.range(0, reports).mapToObj(_ -> queryReport(1, at)).toArray(PricedReport[]::new);
        var _ = ledger.commit(organisation, bookReports(batch));
    }

    private void givenCredits(String amount) {
        var _ = ledger.commit(organisation, adjustment(amount, NOON.minus(Duration.ofDays(1))));
    }

    private Eur balance() {
        return DynamoDbFixture.accountQueries()
                .currentAccount(organisation, NOON)
                .balance();
    }
}

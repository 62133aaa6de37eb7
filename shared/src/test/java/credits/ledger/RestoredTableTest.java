package credits.ledger;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.BookReports.Verdict;
import credits.account.command.BookReports.Verdict.AlreadyBooked;
import credits.account.command.BookReports.Verdict.Booked;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.local.aws.interception.InterceptedDynamo;
import credits.retry.RetryPolicy;
import credits.usage.PricedReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What workers do when the table is not what they or the index remember: after a restore the end of a chain is
/// missing, while pages of the index and warm workers still know it.
class RestoredTableTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final LedgerTuning TINY = new LedgerTuning(2, 4, 2, 3, 2, 1);

    private final OrganisationId organisation = new OrganisationId("restored_" + ORGANISATIONS.incrementAndGet());
    private final List<PricedReport> reports = new ArrayList<>();

    /// Checkout may put segments only in a transaction, so that no page it looks at can ever be written by it.
    @Test
    void a_page_that_cannot_be_written_never_fails_a_call() {
        bookOneByOne(20);
        remove(pages());
        var refusal = new PageRefusal();
        var warnings = new ArrayList<String>();
        var logger = Logger.getLogger(IdIndex.class.getName());
        logger.addHandler(new RecordingLogHandler(warnings));

        var verdicts = worker(new InterceptedDynamo(DynamoDbFixture.DYNAMO, refusal))
                .commit(organisation, bookReports(reports.get(2)));

        assertThat(verdicts).containsExactly(new AlreadyBooked());
        assertThat(warnings)
                .singleElement()
                .asString()
                .isEqualTo("index_page_not_written " + organisation + " 4: DynamoDbException");
        assertThat(refusal.refusedPuts()).isOne();
        assertThat(pages()).isEmpty();
    }

    @Test
    void a_page_that_outlived_its_segments_is_not_believed() {
        bookOneByOne(20);
        assertThat(book(coldWorker(), reports.get(1))).containsExactly(new AlreadyBooked());
        assertThat(pages()).isNotEmpty();

        removeFrom(6);
        var again = reports.subList(5, 20).reversed();
        for (var report : again) assertThat(book(coldWorker(), report)).containsExactly(new Booked(1, 0));

        for (var report : reports) assertThat(book(coldWorker(), report)).containsExactly(new AlreadyBooked());
    }

    @Test
    void a_page_without_a_hash_is_written_again() {
        bookOneByOne(20);
        var pages = pages();
        for (var page : pages.subList(0, 4)) {
            var old = new HashMap<>(page);
            var _ = old.remove("last");
            var _ = old.put("hashes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])));
            put(old);
        }

        assertThat(book(coldWorker(), reports.get(1))).containsExactly(new AlreadyBooked());

        assertThat(pages()).isEqualTo(pages);
    }

    @Test
    void a_worker_that_finds_another_history_reads_afresh() {
        bookOneByOne(20);
        var warm = coldWorker();
        assertThat(book(warm, reports.get(19))).containsExactly(new AlreadyBooked());
        removeFrom(12);
        var others = List.of(queryReport(1, NOON), queryReport(1, NOON), queryReport(1, NOON));
        for (int i = 0; i < 12; i++)
            assertThat(book(coldWorker(), queryReport(2, NOON))).containsExactly(new Booked(2, 0));
        for (var other : others) assertThat(book(coldWorker(), other)).containsExactly(new Booked(1, 0));

        var lost = book(warm, reports.get(18));
        var known = book(warm, others.get(1));

        assertThat(lost).containsExactly(new Booked(1, 0));
        assertThat(known).containsExactly(new AlreadyBooked());
        assertThat(numbers())
                .containsExactlyElementsOf(LongStream.range(0, 28).boxed().toList());
    }

    /// What a worker remembers of a lost end is no answer.
    @Test
    void a_lost_report_is_booked_again_by_a_worker_that_remembers_it() {
        bookOneByOne(10);
        var warm = coldWorker();
        assertThat(book(warm, reports.get(9))).containsExactly(new AlreadyBooked());
        removeFrom(8);

        var verdicts = book(warm, reports.get(9));

        assertThat(verdicts).containsExactly(new Booked(1, 0));
        assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    /// A worker that stays warm across a restore writes beyond a hole. Fails if nobody can go on behind it.
    @Test
    void an_account_with_a_hole_goes_on() {
        bookOneByOne(7);
        var warm = coldWorker();
        for (int i = 0; i < 3; i++) {
            reports.add(queryReport(1, NOON.plusSeconds(7 + i)));
            assertThat(book(warm, reports.getLast())).containsExactly(new Booked(1, 0));
        }
        removeFrom(8);
        var beyond = queryReport(1, NOON);
        assertThat(book(warm, beyond)).containsExactly(new Booked(1, 0));

        var next = queryReport(1, NOON);
        assertThat(book(coldWorker(), next)).containsExactly(new Booked(1, 0));

        assertThat(book(coldWorker(), beyond)).containsExactly(new AlreadyBooked());
        assertThat(book(coldWorker(), reports.get(2))).containsExactly(new AlreadyBooked());
        assertThat(book(warm, next)).containsExactly(new AlreadyBooked());
        assertThat(numbers()).endsWith(7L, 11L, 12L);
    }

    // Segment 0 is an adjustment, and segment n books report n - 1.
    private void bookOneByOne(int count) {
        var ledger = coldWorker();
        var _ = ledger.commit(organisation, adjustment("1000", NOON));
        for (int i = 0; i < count; i++) {
            reports.add(queryReport(1, NOON.plusSeconds(i)));
            var _ = book(ledger, reports.getLast());
        }
    }

    private List<Verdict> book(Ledger ledger, PricedReport report) {
        return ledger.commit(organisation, bookReports(report));
    }

    private static Ledger coldWorker() {
        return worker(DynamoDbFixture.DYNAMO);
    }

    private static Ledger worker(DynamoDbClient dynamo) {
        return new Ledger(
                dynamo,
                DynamoDbFixture.TABLE_NAME,
                DynamoDbFixture.ROME,
                RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)),
                TINY);
    }

    private void removeFrom(long number) {
        remove(items(TableKeys.SEGMENT_PREFIX).stream()
                .filter(item -> numberOf(item) >= number)
                .toList());
    }

    private static void remove(List<Map<String, AttributeValue>> items) {
        for (var item : items) {
            var _ = DynamoDbFixture.DYNAMO.deleteItem(delete -> delete.tableName(DynamoDbFixture.TABLE_NAME)
                    .key(Map.of("p", value(item, "p"), "s", value(item, "s"))));
        }
    }

    private List<Long> numbers() {
        return items(TableKeys.SEGMENT_PREFIX).stream()
                .map(RestoredTableTest::numberOf)
                .toList();
    }

    private static long numberOf(Map<String, AttributeValue> item) {
        return TableKeys.segmentNumber(value(item, "s").s());
    }

    private List<Map<String, AttributeValue>> pages() {
        return items("D#");
    }

    private List<Map<String, AttributeValue>> items(String prefix) {
        return DynamoDbFixture.DYNAMO
                .query(query -> query.tableName(DynamoDbFixture.TABLE_NAME)
                        .consistentRead(true)
                        .keyConditionExpression("p = :p AND begins_with(s, :s)")
                        .expressionAttributeValues(Map.of(
                                ":p", AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                                ":s", AttributeValue.fromS(prefix))))
                .items();
    }

    private static void put(Map<String, AttributeValue> item) {
        var _ = DynamoDbFixture.DYNAMO.putItem(
                put -> put.tableName(DynamoDbFixture.TABLE_NAME).item(item));
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name));
    }
}

package credits.ledger;

import static credits.ledger.DynamoDbFixture.DYNAMO;
import static credits.ledger.DynamoDbFixture.TABLE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizationReply.Decided;
import credits.account.command.AuthorizationReply.DecidedByAnother;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.RecordedAuthorizationResult;
import credits.account.command.RecordedAuthorizationResult.Captured;
import credits.aws.TableKeys;
import credits.identity.AuthorizationId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.ledger.WaitingCallStore.WaitingCall;
import credits.ledger.query.AccountQueries;
import credits.ledger.verification.ChainVerifier;
import credits.money.Quantity;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Calls of one account that wait in the table and are taken along by the commit of another, on DynamoDB Local.
class CombinedCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.100Z");
    private static final String SERVICE = "svc_search";

    private final OrganisationId organisation = new OrganisationId("combined." + System.nanoTime());
    private final WaitingCallStore waitingCalls = new WaitingCallStore(DYNAMO, TABLE_NAME);
    private final List<AuthorizeUsage> waiting = new ArrayList<>();

    @BeforeEach
    void openAccountAndLetCallsWait() {
        var _ = newWorker().commit(organisation, TestData.adjustment("1000", NOW));
        for (int i = 1; i <= 3; i++) {
            waiting.add(authorize(NOW.plusMillis(i)));
            waitingCalls.put(organisation, WaitingCall.of(waiting.getLast(), Optional.empty()));
        }
    }

    private static Ledger newWorker() {
        return new Ledger(DYNAMO, TABLE_NAME, ZoneId.of("Europe/Rome"), () -> () -> true);
    }

    private static AuthorizeUsage authorize(Instant now) {
        var line = new UsageLine(
                new Operation("query.run"),
                Quantity.of("1"),
                now,
                Optional.of(TestData.GIULIA),
                Optional.of(new UsageReference("doc-1")),
                Optional.empty());
        var price = TestData.PRICES.findPrice(line.operation(), now).orElseThrow();
        return new AuthorizeUsage(
                TestData.newIdAt(now),
                1,
                SERVICE,
                Optional.of(PricedLine.of(line, price)),
                Optional.of(Duration.ofMinutes(5)),
                now);
    }

    private AuthorizationReply commitAmongOthers(AuthorizeUsage command) {
        var steps = new CommitSteps(DYNAMO, TABLE_NAME, ZoneId.of("Europe/Rome"), LedgerTuning.DEFAULT);
        var commit = new Commit<>(steps, organisation, command, List.of(), () -> true, true);
        return new CombinedCommit(commit, command, waitingCalls, 0).run();
    }

    @Test
    void a_commit_takes_along_all_calls_that_wait_in_one_item() {
        var reply = commitAmongOthers(authorize(NOW));

        assertThat(reply).isInstanceOf(Decided.class);
        assertThat(items()).hasSize(2);
        assertThat(SegmentRun.fromItem(items().getLast())).hasSize(4);
        assertThat(head().account().holds().open()).hasSize(4);
    }

    @Test
    void each_call_that_was_taken_along_finds_its_own_answer() {
        var _ = commitAmongOthers(authorize(NOW));

        for (var call : waiting) {
            var reply = commitAmongOthers(call);
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            DecidedByAnother.class,
                            decided -> assertThat(RecordedAuthorizationResult.from(decided.change(), call.key()))
                                    .isInstanceOfSatisfying(
                                            RecordedAuthorizationResult.Held.class,
                                            held -> assertThat(held.hold().key())
                                                    .isEqualTo(call.key())));
        }
        assertThat(items()).hasSize(2);
    }

    @Test
    void a_call_that_was_taken_along_is_recognised_when_it_is_repeated_later() {
        var _ = commitAmongOthers(authorize(NOW));

        var repeated = newWorker().commit(organisation, waiting.get(1));

        assertThat(repeated).isEqualTo(new AuthorizationReply.AlreadyDecided(3));
        var change = queries().changeOf(organisation, 3);
        assertThat(change.recordedIds().getFirst().id())
                .isEqualTo(waiting.get(1).key());
    }

    @Test
    void a_hold_that_was_taken_along_is_captured_with_its_member_and_reference() {
        var _ = commitAmongOthers(authorize(NOW));
        var hold = AuthorizationId.of(3, waiting.get(1).key().low());

        var capture = new CaptureHold(TestData.newIdAt(NOW), 1, SERVICE, hold, Quantity.of("1"), NOW.plusMillis(9));
        var reply = (Decided) newWorker().commitCall(organisation, capture);

        assertThat(RecordedAuthorizationResult.from(reply.change(), capture.key()))
                .isInstanceOf(Captured.class);
        assertThat(reply.change()
                        .reports()
                        .getFirst()
                        .lines()
                        .getFirst()
                        .pricedLine()
                        .line()
                        .member())
                .isEqualTo(waiting.get(1).line().orElseThrow().line().member());
    }

    @Test
    void every_segment_is_where_its_number_says_and_the_chain_verifies() {
        var _ = commitAmongOthers(authorize(NOW));
        var store = new SegmentStore(DYNAMO, TABLE_NAME);

        for (long number = 0; number < 5; number++)
            assertThat(store.getSegment(organisation, number).number()).isEqualTo(number);
        assertThat(store.segmentsBackwards(organisation, 2, 3, 10))
                .extracting(Segment::number)
                .containsExactly(3L, 2L);
        assertThat(store.recordedIds(organisation, 2, 3))
                .extracting(SegmentStore.StoredIds::segmentNumber)
                .containsExactly(2L, 3L);
        var proof = new ChainVerifier(DYNAMO, TABLE_NAME)
                .verify(organisation, Optional.empty(), NOW.plusSeconds(1), () -> true);
        assertThat(proof.defect()).isEmpty();
        assertThat(proof.verifiedSegments()).isEqualTo(5);
    }

    @Test
    void a_waiting_call_leaves_the_table_when_its_time_to_live_is_over() {
        var partition = TableKeys.waitingCallPartitions(organisation, NOW, NOW).getFirst();
        var stored = DYNAMO.query(query -> query.tableName(TABLE_NAME)
                        .keyConditionExpression("p = :p")
                        .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(partition))))
                .items();

        assertThat(stored)
                .hasSize(3)
                .extracting(item -> item.get(TableKeys.TIME_TO_LIVE))
                .containsOnly(AttributeValue.fromN(Long.toString(NOW.getEpochSecond() + 3_600)));
    }

    @Test
    void a_waiting_call_whose_key_is_already_used_is_not_decided_again() {
        var first = waiting.getFirst();
        var _ = newWorker().commit(organisation, first);

        var _ = commitAmongOthers(authorize(NOW));

        assertThat(recordedKeys()).doesNotHaveDuplicates().hasSize(5);
    }

    private List<UniqueId> recordedKeys() {
        return new SegmentStore(DYNAMO, TABLE_NAME)
                .recordedIds(organisation, 0, 100).stream()
                        .flatMap(ids -> ids.ids().recordedIds().stream())
                        .map(recorded -> recorded.id())
                        .toList();
    }

    private List<Map<String, AttributeValue>> items() {
        return new SegmentStore(DYNAMO, TABLE_NAME)
                .itemsFrom(organisation, 0, 100)
                .items();
    }

    private Segment head() {
        return new SegmentStore(DYNAMO, TABLE_NAME).findHead(organisation).orElseThrow();
    }

    private AccountQueries queries() {
        return new AccountQueries(DYNAMO, TABLE_NAME, ZoneId.of("Europe/Rome"));
    }
}

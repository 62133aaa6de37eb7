package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;

import credits.TestData;
import credits.account.command.BookReports;
import credits.account.command.BookReports.Verdict;
import credits.account.command.BookReports.Verdict.Booked;
import credits.account.command.RecordedId;
import credits.aws.TableKeys;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.ledger.LedgerTuning;
import credits.ledger.PageRefusal;
import credits.ledger.Segment;
import credits.local.aws.role.ActingFunction;
import credits.local.aws.role.TableRoleCheck;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.simulation.ChoiceSource;
import credits.simulation.store.InMemoryStore;
import credits.usage.PricedReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The rehearsal of a restore: the end of a chain is lost, the pages of the ID index and a worker's memory outlive it,
/// and callers repeat all that they ever sent, some of them to a worker that may write no pages. Nothing is booked
/// twice that the table still knows, and what is booked again is exactly what only lost segments knew.
public final class RestoreRehearsal {
    private static final int COMMITS = 70;
    private static final int MAX_RECEIVES = 720;
    // Tiny, so that most repetitions are looked up in the index; but the warm worker remembers half of the chain.
    private static final LedgerTuning TUNING = new LedgerTuning(6, 4, 2, 40, 3, 1);

    private final ChoiceSource choices;
    private final SwitchedTable table = new SwitchedTable(new InMemoryStore(SimulationEnvironment.TABLE_NAME));
    private final Ledger warm = ledger(table);
    private final List<PricedReport> sent = new ArrayList<>();
    private final Set<UniqueId> bookedAgain = new HashSet<>();
    private Instant now = TestData.NOON;

    private RestoreRehearsal(long seed) {
        this.choices = ChoiceSource.seeded(seed);
    }

    /// What a rehearsal lists.
    ///
    /// @param sent the number of reports that were sent, and repeated after the restore
    /// @param bookedAgain the reports that the restored table could not know
    public record Rehearsal(int sent, Set<UniqueId> bookedAgain) {}

    /// Rehearses with a seed. Throws [InvariantViolationException] if something is booked twice that the table knows.
    public static Rehearsal of(long seed) {
        try {
            return new RestoreRehearsal(seed).rehearse();
        } catch (RuntimeException e) {
            throw InvariantViolationException.wrap("seed " + seed, e);
        }
    }

    private Rehearsal rehearse() {
        bookAll();
        var history = table.store().history();
        table.switchTo(restored(history, 1 + choices.nextInt(COMMITS)));
        var lost = new HashSet<>(sent.stream().map(PricedReport::id).toList());
        lost.removeAll(recorded());

        repeatAll();

        var recorded = recorded();
        InvariantViolationException.check(
                recorded.size() == new HashSet<>(recorded).size(), "restore: an id is recorded twice", recorded);
        InvariantViolationException.check(
                bookedAgain.equals(lost), "restore: booked again must be what was lost, " + lost, bookedAgain);
        return new Rehearsal(sent.size(), Set.copyOf(bookedAgain));
    }

    // Reports that arrive out of order, some of them again, so that pages of the index are written. In the end the warm
    // worker knows the newest.
    private void bookAll() {
        var other = ledger(table);
        while (sent.size() < COMMITS) {
            now = now.plusSeconds(choices.nextInt(120));
            var id = TestData.newIdAt(now.minusSeconds(choices.nextInt(2_400)));
            sent.add(TestData.report(id, now, TestData.line("query.run", "1", now)));
            var worker = choices.nextBoolean(0.5) ? warm : other;
            var _ = book(() -> worker, sent.getLast());
            if (choices.nextBoolean(0.3)) {
                var _ = book(() -> other, choices.pick(sent));
            }
        }
        var _ = book(() -> warm, sent.getLast());
    }

    // The warm worker hears something that it knows first, and finds that the table has another history.
    private void repeatAll() {
        repeat(() -> warm, sent.getLast());
        var rest = new ArrayList<>(sent);
        while (!rest.isEmpty()) {
            Supplier<Ledger> worker = switch (choices.nextInt(3)) {
                case 0 -> () -> warm;
                case 1 -> () -> ledger(table);
                default -> () -> ledger(PageRefusal.of(table));
            };
            repeat(worker, rest.remove(choices.nextInt(rest.size())));
        }
        InvariantViolationException.check(
                new HashSet<>(recorded())
                        .containsAll(sent.stream().map(PricedReport::id).toList()),
                "restore: answered as booked, but not in the table",
                recorded());
        for (var report : sent) repeat(() -> ledger(table), report);
    }

    private void repeat(Supplier<Ledger> worker, PricedReport report) {
        if (!(book(worker, report).getFirst() instanceof Booked)) return;
        InvariantViolationException.check(
                bookedAgain.add(report.id()), "restore: booked twice since the restore", report.id());
    }

    // Each attempt may be made by another worker.
    private static List<Verdict> book(Supplier<Ledger> worker, PricedReport report) {
        for (int receives = 0; receives < MAX_RECEIVES; receives++) {
            var verdicts = tryBook(worker.get(), report);
            if (verdicts.isPresent()) return verdicts.get();
        }
        throw InvariantViolationException.of("restore: never answered", report.id());
    }

    private static Optional<List<Verdict>> tryBook(Ledger ledger, PricedReport report) {
        try {
            return Optional.of(ActingFunction.call(
                    "DebitFunction",
                    () -> ledger.commit(TestData.ACME, new BookReports(List.of(report), report.sentAt()))));
        } catch (ServiceUnavailableException outOfTime) {
            return Optional.empty();
        }
    }

    private Ledger ledger(DynamoDbClient dynamo) {
        return new Ledger(
                TableRoleCheck.of(dynamo),
                SimulationEnvironment.TABLE_NAME,
                ZoneOffset.UTC,
                () -> new ShortTime(),
                TUNING);
    }

    /// Now and then a look-up runs out of time.
    private final class ShortTime implements RetryPolicy {
        @Override
        public boolean awaitRetry() {
            return true;
        }

        @Override
        public boolean hasTime() {
            return !choices.nextBoolean(0.1);
        }
    }

    // Everything but the segments from `cut` on.
    private static InMemoryStore restored(List<Map<String, AttributeValue>> items, long cut) {
        var store = new InMemoryStore(SimulationEnvironment.TABLE_NAME);
        for (var item : items) {
            boolean isSegment = isSegment(item);
            if (isSegment && TableKeys.segmentNumber(sort(item)) >= cut) continue;
            var _ = store.putItem(put -> {
                put.tableName(SimulationEnvironment.TABLE_NAME).item(item);
                if (isSegment) put.conditionExpression(TableKeys.IF_ABSENT);
            });
        }
        return store;
    }

    private List<UniqueId> recorded() {
        return table.store().history().stream()
                .filter(RestoreRehearsal::isSegment)
                .flatMap(item -> Segment.fromItem(item).recordedIds().stream())
                .map(RecordedId::id)
                .toList();
    }

    private static boolean isSegment(Map<String, AttributeValue> item) {
        return sort(item).startsWith(TableKeys.SEGMENT_PREFIX);
    }

    private static String sort(Map<String, AttributeValue> item) {
        return requireNonNull(item.get(TableKeys.SORT_KEY)).s();
    }
}

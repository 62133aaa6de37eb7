package credits.client.authorization;

import static credits.simulation.invariants.InvariantViolationException.check;

import credits.TestData;
import credits.account.Account;
import credits.account.Hold;
import credits.account.command.AccountCommand;
import credits.account.command.BookReports;
import credits.client.usage.ReportLine;
import credits.identity.AuthorizationId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.simulation.invariants.InvariantViolationException;
import credits.simulation.store.InMemoryStore;
import credits.usage.BookedLine;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the processes share: the true time, the service with its ledger, and the usage queue. The price
/// rises after a while.
final class LeaseWorld {
    static final Operation QUERY = new Operation("query.run");
    static final Eur OPENING_CREDITS = Eur.of("30.00");

    private static final String TABLE = "credits";
    private static final PriceBook PRICES = new PriceBook(
            List.of(
                    priceList(Instant.parse("2020-01-01T00:00:00Z"), "0.12"),
                    priceList(TestData.NOON.plus(Duration.ofMinutes(4)), "0.311111111")),
            Instant.MAX);

    /// A report on the queue.
    record SentReport(UniqueId id, Instant sentAt, ReportLine line) {}

    private final InMemoryStore store = new InMemoryStore(TABLE);
    private final Ledger ledger = new Ledger(store, TABLE, ZoneOffset.UTC, () -> () -> true);
    private final LedgerApi api = new LedgerApi(ledger, new AccountQueries(store, TABLE, ZoneOffset.UTC), PRICES);
    private final Deque<SentReport> queue = new ArrayDeque<>();
    private final Set<String> settledHolds = new HashSet<>();
    private final Set<UniqueId> bookedReports = new HashSet<>();
    private Instant now = TestData.NOON;
    private Eur boundOfLimit = OPENING_CREDITS;

    LeaseWorld() {
        commit(TestData.adjustment(OPENING_CREDITS.toString(), now));
    }

    private static PriceList priceList(Instant effectiveFrom, String unitPrice) {
        var rate = new UnitRate(Eur.of(unitPrice), new BillingUnit(1, "requests"));
        return new PriceList(effectiveFrom, List.of(new Price(QUERY, "Search", new OperationCategory("Search"), rate)));
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    PriceBook prices() {
        return PRICES;
    }

    LedgerApi api() {
        return api;
    }

    /// The placed hold that was granted under this id.
    LedgerApi.PlacedHold placedHold(String id) {
        return InvariantViolationException.requireRecorded(api.placedHolds().get(id), id);
    }

    Account account() {
        return new SegmentStore(store, TABLE)
                .findHead(TestData.ACME)
                .orElseThrow()
                .account();
    }

    <R> R commit(AccountCommand<R> command) {
        var reply = ledger.commit(TestData.ACME, command);
        checkBounds();
        return reply;
    }

    /// Sets the month's limit. What is used and held already is honoured, so the bound never falls below
    /// that.
    void limit(String amount) {
        var _ = commit(TestData.limitsChange("none", amount, now));
        var account = account();
        boundOfLimit = Eur.max(Eur.of(amount), account.used().plus(account.held()));
    }

    /// Neither the balance nor the limit is exceeded, by what is used and what is held together.
    void checkBounds() {
        var account = account();
        check(!account.available().isNegative(), "lease: more held than there is", account.available());
        var spent = account.used().plus(account.held());
        check(!spent.isGreaterThan(boundOfLimit), "lease: more spent than the limit allows", spent);
    }

    /// A process puts a report on the queue, which settles one of its holds.
    void send(ReportLine line) {
        var hold = placedHold(line.authorization().orElseThrow());
        check(settledHolds.add(hold.hold().id().value()), "lease: a hold is settled twice", line);
        var heldMicros = hold.hold().pricedLine().line().quantity().micros();
        check(line.usageQuantity().micros() <= heldMicros, "lease: more used than is held", line);
        var fourTimes = new Eur(4 * hold.hold().amount().nanos());
        check(!fourTimes.isGreaterThan(hold.spendableBefore()), "lease: more than its share is held", hold);
        queue.add(new SentReport(TestData.newIdAt(now), now, line));
    }

    boolean hasReports() {
        return !queue.isEmpty();
    }

    /// Books the oldest report. It stays on the queue if the answer is lost.
    void bookReport(boolean isAnswerLost) {
        var sent = queue.peek();
        if (sent == null) return;
        var report = new UsageReport(
                sent.id(), TestData.ACME, "/features/search", sent.sentAt(), List.of(usageLine(sent.line())));
        var before = account();
        var _ = commit(new BookReports(List.of(PricedReport.of(report, sent.sentAt(), PRICES)), now));
        boolean isNew = bookedReports.add(sent.id());
        check(isNew != account().equals(before), "lease: a report is booked twice or never", sent);
        if (isNew)
            checkCovered(placedHold(sent.line().authorization().orElseThrow()).hold());
        if (!isAnswerLost) queue.remove();
    }

    private static UsageLine usageLine(ReportLine line) {
        return new UsageLine(
                QUERY,
                new Quantity(line.usageQuantity().micros()),
                line.at().orElseThrow(),
                Optional.empty(),
                Optional.empty(),
                line.authorization().map(AuthorizationId::new));
    }

    // Until six minutes after its end, a hold covers what was used of it, whatever has become of the account.
    private void checkCovered(Hold hold) {
        if (!now.isBefore(hold.autoReleaseAt())) return;
        var lines = new SegmentStore(store, TABLE)
                .findHead(TestData.ACME)
                .orElseThrow()
                .reports()
                .getLast()
                .lines();
        check(lines.stream().allMatch(BookedLine::isDebited), "lease: decided use is not covered", lines);
    }

    /// The cost of all lines that were debited, from the chain.
    Eur debited() {
        return store.history().stream()
                .filter(item -> item.containsKey("state"))
                .map(Segment::fromItem)
                .flatMap(segment -> segment.reports().stream())
                .flatMap(report -> report.lines().stream())
                .filter(BookedLine::isDebited)
                .map(line -> line.pricedLine().cost())
                .reduce(Eur.ZERO, Eur::plus);
    }
}

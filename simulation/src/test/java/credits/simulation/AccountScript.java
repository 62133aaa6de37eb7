package credits.simulation;

import credits.TestData;
import credits.account.command.AccountChange;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.ReleaseHold;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.ledger.Ledger;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import credits.local.aws.role.TableRoleCheck;
import credits.money.Quantity;
import credits.simulation.invariants.CommandFunction;
import credits.simulation.store.CapacityUsage;
import credits.simulation.store.InMemoryStore;
import credits.simulation.store.StoreOperation;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// One account in memory, and what its callers do to it, one after the other, each under the role of its function.
final class AccountScript {
    static final ZoneId ROME = ZoneId.of("Europe/Rome");
    static final String SERVICE = "svc_search";

    private static final String TABLE_NAME = "credits";

    private final InMemoryStore store = new InMemoryStore(TABLE_NAME);
    private Ledger ledger = newWorker();

    InMemoryStore store() {
        return store;
    }

    Ledger newWorker() {
        return new Ledger(TableRoleCheck.of(store), TABLE_NAME, ROME, () -> () -> true);
    }

    /// Continues with a worker that has seen nothing yet.
    void replaceWorker() {
        ledger = newWorker();
    }

    <R> R commit(AccountCommand<R> command) {
        return CommandFunction.commit(ledger, TestData.ACME, command);
    }

    Segment head() {
        return new SegmentStore(store, TABLE_NAME).findHead(TestData.ACME).orElseThrow();
    }

    /// Returns what all requests so far have cost.
    CapacityUsage capacity(StoreOperation operation) {
        return store.capacityUsage().getOrDefault(operation, CapacityUsage.ZERO);
    }

    /// Holds the cost of one query, EUR 0.12.
    AuthorizationId hold(Instant at, Duration expiresIn) {
        return hold(at, expiresIn, 1);
    }

    AuthorizationId hold(Instant at, Duration expiresIn, int number) {
        var key = TestData.newIdAt(at);
        var change = decided(commit(new AuthorizeUsage(
                key, 1, SERVICE, Optional.of(priced(query("1", at, number))), Optional.of(expiresIn), at)));
        return AuthorizationId.of(change.account().segmentCount() - 1, key.low());
    }

    AuthorizationReply capture(AuthorizationId id, UniqueId key, String quantity, Instant at) {
        return commit(new CaptureHold(key, 1, SERVICE, id, Quantity.of(quantity), at));
    }

    AuthorizationReply release(AuthorizationId id, UniqueId key, Instant at) {
        return commit(new ReleaseHold(key, 1, SERVICE, id, at));
    }

    static UsageLine query(String quantity, Instant at, int number) {
        var line = TestData.line("query.run", quantity, at);
        return new UsageLine(
                line.operation(),
                line.quantity(),
                at,
                Optional.of(new MemberId("usr_%060d".formatted(number))),
                Optional.of(new UsageReference("ref-%060d".formatted(number))),
                Optional.empty());
    }

    static PricedLine priced(UsageLine line) {
        return PricedLine.of(
                line, TestData.PRICES.findPrice(line.operation(), line.usedAt()).orElseThrow());
    }

    static AccountChange decided(AuthorizationReply reply) {
        if (reply instanceof AuthorizationReply.Decided(var change)) return change;
        throw new IllegalStateException("not decided: " + reply);
    }
}

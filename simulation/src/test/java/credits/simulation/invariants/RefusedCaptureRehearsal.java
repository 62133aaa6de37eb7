package credits.simulation.invariants;

import static credits.TestData.ACME;
import static credits.TestData.NOON;

import credits.TestData;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.identity.AuthorizationId;
import credits.ledger.Ledger;
import credits.ledger.SegmentStore;
import credits.ledger.verification.ChainVerifier;
import credits.local.aws.role.TableRoleCheck;
import credits.money.Quantity;
import credits.simulation.store.InMemoryStore;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// A capture of an overdue hold is refused because it costs more than a line may. The hold stays as it
/// is, and the proof must not take it for one that should have been closed.
public final class RefusedCaptureRehearsal {
    private static final String SERVICE = "svc_search";
    private static final Instant LATE = NOON.plus(Duration.ofMinutes(30));

    private final InMemoryStore store = new InMemoryStore(SimulationEnvironment.TABLE_NAME);
    private final Ledger ledger =
            new Ledger(TableRoleCheck.of(store), SimulationEnvironment.TABLE_NAME, ZoneOffset.UTC, () -> () -> true);

    private RefusedCaptureRehearsal() {}

    /// Rehearses with a seed, the number of holds that are not overdue. Throws [InvariantViolationException] if the
    /// proof finds a defect, or if nothing was refused.
    public static void of(long seed) {
        var rehearsal = new RefusedCaptureRehearsal();
        rehearsal.commit(TestData.adjustment("1000", NOON));
        var overdue = rehearsal.hold(Duration.ofMinutes(1));
        for (long i = 0; i < seed; i++) {
            var _ = rehearsal.hold(Duration.ofHours(1));
        }

        var tooMuch = Quantity.of("999999999.999999");
        rehearsal.commit(new CaptureHold(TestData.newIdAt(LATE), 1, SERVICE, overdue, tooMuch, LATE));

        var proof = new ChainVerifier(rehearsal.store, SimulationEnvironment.TABLE_NAME)
                .verify(ACME, Optional.empty(), LATE, () -> true);
        InvariantViolationException.check(
                proof.defect().isEmpty(), "the proof of a refused capture, seed " + seed, proof);
        InvariantViolationException.check(
                rehearsal.openHolds() == seed + 1, "a refused capture closed a hold, seed " + seed, proof);
    }

    private AuthorizationId hold(Duration expiresIn) {
        var line = TestData.line("query.run", "1", NOON);
        var price = TestData.PRICES.findPrice(line.operation(), NOON).orElseThrow();
        var key = TestData.newIdAt(NOON);
        long number = segmentCount();
        commit(new AuthorizeUsage(
                key, 1, SERVICE, Optional.of(PricedLine.of(line, price)), Optional.of(expiresIn), NOON));
        return AuthorizationId.of(number, key.low());
    }

    private long segmentCount() {
        return head().findHead(ACME).orElseThrow().account().segmentCount();
    }

    private long openHolds() {
        return head().findHead(ACME).orElseThrow().account().holds().open().size();
    }

    private SegmentStore head() {
        return new SegmentStore(store, SimulationEnvironment.TABLE_NAME);
    }

    private void commit(AccountCommand<?> command) {
        var _ = CommandFunction.commit(ledger, ACME, command);
    }
}

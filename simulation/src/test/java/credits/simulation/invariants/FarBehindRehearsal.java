package credits.simulation.invariants;

import static credits.TestData.GIULIA;
import static credits.TestData.NOON;

import credits.TestData;
import credits.account.command.AccountCommand;
import credits.account.command.ChangeLimits;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.SegmentStore;
import credits.local.aws.role.TableRoleCheck;
import credits.money.Eur;
import credits.retry.RetryPolicy;
import credits.simulation.store.InMemoryStore;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// A worker that served the account alone and has not seen the last 2 to 60 commits sets limits that were in force when
/// it looked last, and that somebody changed in the very last commit.
public final class FarBehindRehearsal {
    private static final OrganisationId ACME = new OrganisationId("acme");

    private FarBehindRehearsal() {}

    /// Rehearses with a seed. Throws [InvariantViolationException] if the worker answers from what it remembers.
    public static void of(long seed) {
        var store = new InMemoryStore(SimulationEnvironment.TABLE_NAME);
        var behind = newWorker(store);
        var busy = newWorker(store);
        for (var amount : List.of("2.00", "3.00", "4.00", "5.00")) {
            var _ = commit(behind, limit(amount));
        }
        long missed = 1 + seed % 60;
        for (long i = 0; i < missed; i++) {
            var _ = commit(busy, TestData.bookReports(TestData.queryReport(1, NOON)));
        }
        var _ = commit(busy, limit("9.00"));

        var _ = commit(behind, limit("5.00"));

        var head = new SegmentStore(store, SimulationEnvironment.TABLE_NAME).findHead(ACME);
        var limits = head.orElseThrow().account().limits();
        InvariantViolationException.check(
                limits.allowedLimit().equals(Optional.of(Eur.of("5.00"))),
                "far behind: the limits were not set, missed " + missed,
                limits);
    }

    private static Ledger newWorker(InMemoryStore store) {
        var table = TableRoleCheck.of(store);
        return new Ledger(table, SimulationEnvironment.TABLE_NAME, ZoneOffset.UTC, FarBehindRehearsal::retries);
    }

    private static <R> R commit(Ledger worker, AccountCommand<R> command) {
        return CommandFunction.commit(worker, ACME, command);
    }

    private static RetryPolicy retries() {
        return () -> true;
    }

    private static ChangeLimits limit(String amount) {
        return new ChangeLimits(Optional.empty(), Optional.of(Eur.of(amount)), Optional.empty(), GIULIA, NOON);
    }
}

package credits.simulation.invariants;

import static credits.TestData.GIULIA;
import static credits.TestData.NOON;

import credits.TestData;
import credits.account.command.BookReports;
import credits.account.command.ChangeLimits;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.SegmentStore;
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
        var behind = new Ledger(store, SimulationEnvironment.TABLE_NAME, ZoneOffset.UTC, FarBehindRehearsal::retries);
        var busy = new Ledger(store, SimulationEnvironment.TABLE_NAME, ZoneOffset.UTC, FarBehindRehearsal::retries);
        for (var amount : List.of("2.00", "3.00", "4.00", "5.00")) {
            var _ = behind.commit(ACME, limit(amount));
        }
        long missed = 1 + seed % 60;
        for (long i = 0; i < missed; i++) {
            var _ = busy.commit(ACME, new BookReports(List.of(TestData.queryReport(1, NOON))));
        }
        var _ = busy.commit(ACME, limit("9.00"));

        var _ = behind.commit(ACME, limit("5.00"));

        var head = new SegmentStore(store, SimulationEnvironment.TABLE_NAME).findHead(ACME);
        var limits = head.orElseThrow().account().limits();
        InvariantViolationException.check(
                limits.allowedLimit().equals(Optional.of(Eur.of("5.00"))),
                "far behind: the limits were not set, missed " + missed,
                limits);
    }

    private static RetryPolicy retries() {
        return () -> true;
    }

    private static ChangeLimits limit(String amount) {
        return new ChangeLimits(Optional.empty(), Optional.of(Eur.of(amount)), Optional.empty(), GIULIA, NOON);
    }
}

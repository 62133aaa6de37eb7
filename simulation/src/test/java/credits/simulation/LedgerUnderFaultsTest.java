package credits.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import credits.account.Adjust;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.Table;
import credits.ledger.Unavailable;
import credits.money.Eur;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real ledger on the store in memory: shows that harness and ledger fit together; the invariants
/// are tested elsewhere.
class LedgerUnderFaultsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final MemberId OPERATOR = new MemberId("operator");
    private static final int ADJUSTMENTS = 12;

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000})
    void credits_given_by_three_workers_at_once_are_booked_once_whatever_fails(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + 150; seed++) {
            var store = new MemoryStore("credits");
            var chooser = Chooser.seeded(seed);
            var scheduler = new Scheduler(chooser, NOON, 100_000);
            var client = new FaultyStore(store, scheduler, chooser, FaultPlan.swarm(chooser));
            for (var name : List.of("a", "b", "c")) scheduler.task(name, () -> giveAll(client, scheduler));

            scheduler.run();

            assertThat(scheduler.deaths()).as("seed %d", seed).isEmpty();
            assertThat(balance(store)).as("seed %d", seed).isEqualTo(Eur.cents(ADJUSTMENTS * 100L));
        }
    }

    /// Every worker grants the same credits, and starts again after each crash, until it has a response.
    private static void giveAll(FaultyStore client, Scheduler scheduler) {
        var ledger = ledger(client, scheduler);
        for (int i = 0; i < ADJUSTMENTS; ) {
            try {
                var _ = ledger.commit(ACME, adjustment(i));
                i++;
            } catch (Unavailable tryAgain) {
                scheduler.note(tryAgain.getClass().getSimpleName());
            } catch (Crash restarted) {
                ledger = ledger(client, scheduler);
            }
        }
    }

    private static Ledger ledger(FaultyStore client, Scheduler scheduler) {
        Supplier<Attempts> attempts = () -> () -> {
            scheduler.sleep(Duration.ofMillis(10));
            return true;
        };
        return new Ledger(client, "credits", ZoneOffset.UTC, attempts);
    }

    private static Adjust adjustment(int number) {
        var id = new UniqueId(NOON.toEpochMilli() << 16, number);
        return new Adjust(id, number, Eur.cents(100), OPERATOR, "test", NOON);
    }

    private static Eur balance(MemoryStore store) {
        var newest = store.history().stream()
                .filter(item -> Optional.ofNullable(item.get(Table.SORT))
                        .filter(sort -> sort.s().startsWith("L#"))
                        .isPresent())
                .reduce((_, later) -> later)
                .orElseThrow();
        return Eur.of(Optional.ofNullable(newest.get("balance")).orElseThrow().n());
    }
}

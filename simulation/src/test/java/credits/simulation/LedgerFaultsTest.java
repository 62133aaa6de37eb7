package credits.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.AdjustCredits;
import credits.aws.TableKeys;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.local.aws.role.TableRoleCheck;
import credits.money.Eur;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.simulation.invariants.CommandFunction;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The real ledger on the store in memory: shows that harness and ledger fit together; the invariants
/// are tested elsewhere.
class LedgerFaultsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final MemberId OPERATOR = new MemberId("operator");
    private static final int ADJUSTMENTS = 12;

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000})
    void adjustments_by_three_concurrent_workers_are_booked_once_whatever_fails(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + 150; seed++) {
            var store = new InMemoryStore("credits");
            var choices = ChoiceSource.seeded(seed);
            var scheduler = new DeterministicScheduler(choices, NOON, 100_000);
            var client = TableRoleCheck.of(new FaultyStore(store, scheduler, choices, FaultPlan.swarm(choices)));
            for (var name : List.of("a", "b", "c")) scheduler.addTask(name, () -> grantAll(client, scheduler));

            scheduler.run();

            assertThat(scheduler.failures()).as("seed %d", seed).isEmpty();
            assertThat(balance(store)).as("seed %d", seed).isEqualTo(Eur.ofCents(ADJUSTMENTS * 100L));
        }
    }

    /// Every worker grants the same credits, and starts again after each crash, until it has a response.
    private static void grantAll(DynamoDbClient client, DeterministicScheduler scheduler) {
        var ledger = ledger(client, scheduler);
        for (int i = 0; i < ADJUSTMENTS; ) {
            try {
                var _ = CommandFunction.commit(ledger, ACME, adjustment(i));
                i++;
            } catch (ServiceUnavailableException e) {
                scheduler.record(e.getClass().getSimpleName());
            } catch (SimulatedCrash e) {
                ledger = ledger(client, scheduler);
            }
        }
    }

    private static Ledger ledger(DynamoDbClient client, DeterministicScheduler scheduler) {
        Supplier<RetryPolicy> attempts = () -> () -> {
            scheduler.sleep(Duration.ofMillis(10));
            return true;
        };
        return new Ledger(client, "credits", ZoneOffset.UTC, attempts);
    }

    private static AdjustCredits adjustment(int number) {
        var id = new UniqueId(NOON.toEpochMilli() << 16, number);
        return new AdjustCredits(id, number, Eur.ofCents(100), OPERATOR, "test", NOON);
    }

    private static Eur balance(InMemoryStore store) {
        var newest = store.history().stream()
                .filter(item -> Optional.ofNullable(item.get(TableKeys.SORT_KEY))
                        .filter(sort -> sort.s().startsWith("L#"))
                        .isPresent())
                .reduce((_, later) -> later)
                .orElseThrow();
        return Eur.of(Optional.ofNullable(newest.get("balance")).orElseThrow().n());
    }
}

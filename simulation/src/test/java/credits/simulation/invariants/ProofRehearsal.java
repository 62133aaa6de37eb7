package credits.simulation.invariants;

import credits.TestData;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.verification.ChainVerifier;
import credits.ledger.verification.EventfulChain;
import credits.ledger.verification.RandomTampering;
import credits.simulation.store.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The rehearsal of tampering: a chain on which everything happens is proved, changed at random with hashes that fit,
/// and cut off. The proof finds nothing in the first and something in each of the others.
public final class ProofRehearsal {
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final int COMMITS = 50;
    private static final int TAMPERINGS = 40;

    private ProofRehearsal() {}

    /// Rehearses with a seed. Throws [InvariantViolationException] if the proof is wrong.
    public static void of(long seed) {
        var store = new InMemoryStore(SimulationEnvironment.TABLE_NAME);
        var items = EventfulChain.write(store, ACME, seed, COMMITS);
        var now = TestData.NOON.plus(Duration.ofDays(3_650));
        var result = new ChainVerifier(store, SimulationEnvironment.TABLE_NAME)
                .verify(ACME, Optional.empty(), now, () -> true);
        InvariantViolationException.check(
                result.defect().isEmpty(), "proof: a defect of a sound chain, seed " + seed, result);

        var random = new SplittableRandom(seed);
        for (int i = 0; i < TAMPERINGS; i++) {
            var tampered = RandomTampering.tamper(items, random);
            if (tampered.isEmpty()) continue;
            InvariantViolationException.check(
                    RandomTampering.isFound(tampered.get().items(), Optional.empty()),
                    "proof: not found, seed " + seed,
                    tampered.get().name());
        }

        var cut = new ChainVerifier(
                        copyOf(items.subList(0, 1 + random.nextInt(items.size() - 1))),
                        SimulationEnvironment.TABLE_NAME)
                .verify(ACME, result.newest(), now, () -> true);
        InvariantViolationException.check(
                cut.defect().isPresent(), "proof: a cut end was not found, seed " + seed, result.newest());
    }

    private static InMemoryStore copyOf(List<Map<String, AttributeValue>> items) {
        var store = new InMemoryStore(SimulationEnvironment.TABLE_NAME);
        for (var item : items) {
            var _ = store.putItem(put -> put.tableName(SimulationEnvironment.TABLE_NAME)
                    .item(item)
                    .conditionExpression(TableKeys.IF_ABSENT));
        }
        return store;
    }
}

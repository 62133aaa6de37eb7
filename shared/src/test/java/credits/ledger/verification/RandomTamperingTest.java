package credits.ledger.verification;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.account.command.AccountChange.Kind;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Segment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The replay finds whatever [RandomTampering] leaves that the chain does not explain, and an anchor outside the table
/// finds all the rest. The normal run tries a [Sample]; `-Dfull=true` all of them.
class RandomTamperingTest {
    private static final long STATE_CASES = 16_000;
    private static final long BYTE_CASES = 4_000;
    private static final int IN_A_RUN = 600;
    private static final int COMMITS = 60;
    private static final int CHAINS = 4;

    private static final List<List<Map<String, AttributeValue>>> CHAINS_OF_ITEMS = new ArrayList<>();

    @BeforeAll
    static void writeChains() {
        for (int seed = 0; seed < CHAINS; seed++) {
            var items =
                    EventfulChain.write(DynamoDbFixture.DYNAMO, new OrganisationId("eventful_" + seed), seed, COMMITS);
            CHAINS_OF_ITEMS.add(items);
        }
    }

    /// Fails if the replay reports a flaw where there is none, or if too little happens on the chains.
    @Test
    void eventful_chains_are_sound_and_have_every_kind_of_change() {
        var kinds = EnumSet.noneOf(Kind.class);
        for (var items : CHAINS_OF_ITEMS) {
            var replay = ChainReplay.fromStart();
            for (var item : items) {
                var segment = Segment.fromItem(item);
                kinds.add(segment.kind());
                assertThat(replay.follow(segment))
                        .as("%s %s", segment.number(), segment.kind())
                        .isEmpty();
            }
        }

        assertThat(kinds).isEqualTo(EnumSet.allOf(Kind.class));
    }

    @Test
    void no_state_that_the_chain_does_not_explain_passes() {
        var missed = new TreeMap<String, Long>();
        int tried = 0;
        for (long seed : cases(STATE_CASES)) {
            var random = new SplittableRandom(seed);
            var tampered = RandomTampering.tamper(CHAINS_OF_ITEMS.get(random.nextInt(CHAINS)), random);
            if (tampered.isEmpty()) continue;
            tried++;
            if (RandomTampering.isFound(tampered.get().items(), Optional.empty())) continue;
            missed.merge(tampered.get().name() + " e.g. " + seed, 1L, Long::sum);
        }

        System.out.printf("tampering: %d cases, -Dseed=%d%n", tried, Sample.seed());
        assertThat(missed).isEmpty();
        assertThat(tried).isGreaterThan((int) (cases(STATE_CASES).length * 0.7));
    }

    /// Any bit at all, in any attribute: what the replay cannot know, such as who used something, the anchor finds.
    @Test
    void no_changed_bit_passes_an_anchor() {
        for (long seed : cases(BYTE_CASES)) {
            var random = new SplittableRandom(seed);
            var items = CHAINS_OF_ITEMS.get(random.nextInt(CHAINS));
            int number = random.nextInt(items.size());
            var anchor = RandomTampering.hashOf(items.getLast());

            var tampered = RandomTampering.rewrite(items, number, item -> RandomTampering.flipBit(item, random), false);

            assertThat(RandomTampering.isFound(tampered, anchor))
                    .as("case %d", seed)
                    .isTrue();
        }
    }

    private static long[] cases(long all) {
        if (Sample.FULL) return LongStream.range(0, all).toArray();
        long first = Math.floorMod(Sample.seed() * IN_A_RUN, all - IN_A_RUN);
        return LongStream.range(first, first + IN_A_RUN).toArray();
    }
}

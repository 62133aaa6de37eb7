package credits.simulation.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.simulation.flow.FlowBugs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the invariants themselves: each of these bugs, planted into our sources, violates one within a few hundred
/// seeds. The normal run samples a few of them and checks that each still applies; `-Dfull=true` runs them all, and
/// `-Dbug=…` those whose name the pattern matches.
class MutantsTest {
    private static final int SEEDS = 400;
    private static final int A_DAY = 6;

    static List<Mutant> bugs() {
        return Stream.of(
                        LedgerBugs.bugs(),
                        CommandBugs.bugs(),
                        CombinedCallBugs.bugs(),
                        PaymentBugs.bugs(),
                        ProofBugs.bugs(),
                        LeaseBugs.bugs(),
                        FlowBugs.bugs())
                .flatMap(List::stream)
                .toList();
    }

    static List<Mutant> sample() {
        var part = System.getProperty("bug");
        if (part == null) return Sample.of(bugs(), A_DAY);
        var pattern = Pattern.compile(part);
        return bugs().stream().filter(bug -> pattern.matcher(bug.name()).find()).toList();
    }

    @Test
    void the_text_that_a_planted_bug_replaces_occurs_once_in_its_file() throws IOException {
        for (var bug : bugs()) assertThat(bug.editedSource()).as(bug.name()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void a_planted_bug_breaks_an_invariant(Mutant bug, @TempDir Path scratch) throws Exception {
        var seed = bug.firstFailingSeed(SEEDS, scratch);

        System.out.println("mutant: " + bug + ": " + seed);
        assertThat(seed).isPresent();
    }
}

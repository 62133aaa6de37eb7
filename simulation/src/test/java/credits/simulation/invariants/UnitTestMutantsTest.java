package credits.simulation.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the unit tests of `shared`: of the bugs that [MutantsTest] plants, those which only the simulation once found
/// fail a unit test too. The normal run tests one of them.
class UnitTestMutantsTest {
    private static final int A_DAY = 1;

    /// A bug, and the test class of `shared` that finds it.
    record UnitTestedBug(String name, String testClass) {}

    private static final List<UnitTestedBug> BUGS = List.of(
            new UnitTestedBug("a state that keeps the holds that were closed first", "ledger.HoldsOverHoleTest"),
            new UnitTestedBug("one hold more than may be open", "account.command.AccountUpdateTest"),
            new UnitTestedBug("refusals of a second never forgotten", "ledger.verification.RandomTamperingTest"),
            new UnitTestedBug("the end of a forgotten hold never looked up", "ledger.HoldsOverHoleTest"),
            new UnitTestedBug("a release noted as captured", "ledger.verification.RandomTamperingTest"),
            new UnitTestedBug("an old head believed", "ledger.LedgerTest"),
            new UnitTestedBug(
                    "a second report of an unmatched refund replaces the first",
                    "payment.store.UnmatchedReversalsTest"),
            new UnitTestedBug("the proof does not look at time zones", "ledger.verification.RandomTamperingTest"),
            new UnitTestedBug("credits that leave a balance exhausted", "account.command.AccountUpdateTest"),
            new UnitTestedBug(
                    "the first segment before the organisation is listed", "ledger.OrganisationDirectoryTest"),
            new UnitTestedBug("a month that resets at midnight of the old time zone", "account.AccountTimeZoneTest"),
            new UnitTestedBug("a clawback added instead of taken", "account.command.AccountUpdateTest"),
            new UnitTestedBug(
                    "an amount of 60 bits packed without room for its exponent", "ledger.codec.CodecRoundTripTest"),
            new UnitTestedBug("the proof lets the clock go back", "ledger.verification.RandomTamperingTest"),
            new UnitTestedBug("a limit still reached when it is lifted", "account.command.AccountUpdateTest"));

    static List<UnitTestedBug> sample() {
        return Sample.of(BUGS, A_DAY);
    }

    static List<String> testClasses() {
        return sample().stream().map(UnitTestedBug::testClass).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("testClasses")
    void a_unit_test_passes_without_a_bug(String testClass, @TempDir Path scratch) throws Exception {
        var unchanged = Mutant.of("no bug", "money/Eur.java");

        assertThat(unchanged.failingTests("credits." + testClass, scratch)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void a_planted_bug_fails_a_unit_test(UnitTestedBug bug, @TempDir Path scratch) throws Exception {
        var planted = MutantsTest.bugs().stream()
                .filter(each -> each.name().equals(bug.name()))
                .toList();

        assertThat(planted).hasSize(1);
        assertThat(planted.getFirst().failingTests("credits." + bug.testClass(), scratch))
                .isNotEmpty();
    }
}

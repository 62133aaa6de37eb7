package credits.simulation.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import org.junit.jupiter.api.Test;

/// What hardly ever happens, rehearsed: many calls within milliseconds, a restore, a chain that somebody has changed, a
/// worker that is
/// far behind, a capture that costs too much, and refunds that are reported before their payment.
class RehearsalsTest {
    private static final int RESTORES = 1_000;
    private static final int COMBINED_CALLS = 2_000;
    private static final int SEEDS = Sample.FULL ? 1_000 : 100;
    private static final int TAMPERED_CHAINS = Sample.FULL ? 300 : 12;
    private static final int SEGMENTS_BEHIND = 60;

    @Test
    void a_restore_books_nothing_twice_that_the_table_still_knows() {
        int sent = 0;
        int bookedAgain = 0;
        for (long seed : Sample.below(RESTORES, 25)) {
            var rehearsal = RestoreRehearsal.of(seed);
            sent += rehearsal.sent();
            bookedAgain += rehearsal.bookedAgain().size();
        }

        System.out.printf("restore: %d reports repeated, %d of them lost and booked again%n", sent, bookedAgain);
        assertThat(bookedAgain).isBetween(1, sent);
    }

    @Test
    void calls_that_take_each_other_along_are_each_decided_once_and_answered() {
        int combined = 0;
        for (long seed : Sample.below(COMBINED_CALLS, 40)) combined += CombinedCallsRehearsal.of(seed);

        System.out.printf("combined calls: %d segments in the item of another%n", combined);
        assertThat(combined).isPositive();
    }

    @Test
    void the_proof_finds_whatever_the_chain_does_not_explain() {
        for (long seed = 0; seed < TAMPERED_CHAINS; seed++) ProofRehearsal.of(seed);
    }

    @Test
    void a_worker_answers_from_the_newest_state_however_far_behind_it_is() {
        for (long seed = 0; seed < SEGMENTS_BEHIND; seed++) FarBehindRehearsal.of(seed);
    }

    @Test
    void the_proof_allows_a_capture_too_dear_to_keep_its_overdue_hold() {
        for (long seed = 0; seed < 3; seed++) RefusedCaptureRehearsal.of(seed);
    }

    @Test
    void no_report_of_a_refund_or_dispute_replaces_another_while_its_payment_is_not_credited() {
        for (long seed = 0; seed < SEEDS; seed++) UnmatchedReversalsRehearsal.of(seed);
    }
}

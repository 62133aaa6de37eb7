package credits.client.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.money.Eur;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Leases of many processes on the real ledger.
class LeaseRehearsalTest {
    private static final List<Integer> SEEDS = Sample.below(5_000, 15);

    @Test
    void whatever_happens_leases_exceed_no_bound_and_what_they_decided_is_debited_to_the_last_digit() {
        var debited = Eur.ZERO;
        for (int seed : SEEDS) debited = debited.plus(LeaseRehearsal.of(seed));

        System.out.println("leases: EUR " + debited + " debited on " + SEEDS.size() + " seeds");
        assertThat(debited.isPositive()).isTrue();
    }
}

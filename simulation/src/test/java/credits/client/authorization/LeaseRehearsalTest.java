package credits.client.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.money.Eur;
import org.junit.jupiter.api.Test;

/// Leases of many processes on the real ledger.
class LeaseRehearsalTest {
    private static final int SEEDS = Sample.FULL ? 5_000 : 60;

    @Test
    void whatever_happens_leases_exceed_no_bound_and_what_they_decided_is_debited_to_the_last_digit() {
        var debited = Eur.ZERO;
        for (long seed = 0; seed < SEEDS; seed++) debited = debited.plus(LeaseRehearsal.of(seed));

        System.out.println("leases: EUR " + debited + " debited on " + SEEDS + " seeds");
        assertThat(debited.isPositive()).isTrue();
    }
}

package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.QuarantineReason;
import credits.payment.store.QuarantinedPayment;
import credits.payment.store.UnmatchedReversals;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kinds of items that only the table of one day has.
@ExtendWith(SharedSystemResolver.class)
class StoredKindsTest {
    private final RunningSystem system;

    StoredKindsTest(RunningSystem system) {
        this.system = system;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-30, PARKED#pi_,   re_
            2026-11-30, PARKED#2026-, pi_
            2026-11-30, QUARANTINE#,  cs_
            2026-11-30, OPERATORS,    TOLD#
            2026-12-01, W#,           ''
            2026-12-01, P#,           TRIED#
            2026-12-01, P#,           MAILED#
            2026-12-01, OPERATORS,    ADJUSTED#
            """)
    void the_table_of_a_day_has_kinds_of_its_own(LocalDate day, String partitionPrefix, String sortPrefix) {
        try (var table = StoredTable.load(system, day, "stored_kinds")) {
            assertThat(table.items(partitionPrefix, sortPrefix)).isNotEmpty();
        }
    }

    @Test
    void calls_that_were_decided_together_share_items_of_version_2() {
        try (var table = StoredTable.load(system, LocalDate.of(2026, 12, 1), "stored_runs")) {
            var versions = table.items(TableKeys.ACCOUNT_PREFIX + "crowd", TableKeys.SEGMENT_PREFIX)
                    .map(item -> ItemAttributes.number(item, "v"));

            assertThat(versions).contains(2L).contains(1L);
        }
    }

    @Test
    void unmatched_refunds_and_quarantined_payments_are_still_found() {
        var day = LocalDate.of(2026, 11, 30);
        try (var stored = StoredTable.load(system, day, "stored_reversals")) {
            var waiting = new UnmatchedReversals(stored.client(), stored.name()).findByDay(day, fault -> {
                throw fault;
            });
            var quarantined = stored.items().stream()
                    .filter(item ->
                            QuarantinedPayment.isQuarantinePartition(StoredTable.text(item, TableKeys.PARTITION_KEY)))
                    .map(QuarantinedPayment::fromItem);

            assertThat(waiting)
                    .singleElement()
                    .satisfies(reversal -> assertThat(reversal.update())
                            .isInstanceOfSatisfying(
                                    Refund.class,
                                    refund -> assertThat(refund.amount()).isEqualTo(Eur.of("10"))));
            assertThat(quarantined).extracting(QuarantinedPayment::reason).containsExactly(QuarantineReason.UNKNOWN);
        }
    }
}

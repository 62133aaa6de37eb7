package credits.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.money.Eur;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VatBreakdownTest {
    @ParameterizedTest(name = "{0} + {1}, refunded {2}: {3} + {4}, then the rest: {5} + {6}")
    @CsvSource(textBlock = """
            10000 | 2200 |  3333 |  2732 |  601 | 7268 | 1599
            10000 | 2200 | 12200 | 10000 | 2200 |      |
            10000 | 2200 | 99999 | 10000 | 2200 |      |
            10000 | 2200 |     1 |     1 |    0 | 9999 | 2200
              100 |   22 |    61 |    50 |   11 |   50 |   11
                1 |    0 |     1 |     1 |    0 |      |
            """, delimiter = '|')
    void two_partial_refunds_add_up_to_the_cent_with_their_VAT(
            long net, long vat, long refunded, long firstNet, long firstVat, Long secondNet, Long secondVat) {
        var amounts = italian(net, vat);

        var first = amounts.remainingShare(refunded, 0);

        assertThat(first).isEqualTo(italian(firstNet, firstVat));
        if (secondNet == null) return;
        assertThat(amounts.remainingShare(net + vat, refunded)).isEqualTo(italian(secondNet, secondVat));
    }

    @Test
    void partial_refunds_add_up_and_each_is_within_a_cent_of_the_rate() {
        var random = new SplittableRandom(4_711);
        for (int run = 0; run < 2_000; run++) {
            long net = 100 + random.nextLong(1_000_000);
            var amounts = italian(net, (net * 22 + 50) / 100);
            long onCreditNotes = 0;
            long netSum = 0;
            long vatSum = 0;
            while (onCreditNotes < amounts.totalCents()) {
                long reversed = Math.min(amounts.totalCents(), onCreditNotes + 1 + random.nextLong(net));
                var note = amounts.remainingShare(reversed, onCreditNotes);
                assertThat(note.totalCents()).isEqualTo(reversed - onCreditNotes);
                assertThat(note.vat().amountCents() * 100.0)
                        .isBetween(note.netCents() * 22.0 - 200, note.netCents() * 22.0 + 200);
                netSum += note.netCents();
                vatSum += note.vat().amountCents();
                onCreditNotes = reversed;
            }
            assertThat(netSum).isEqualTo(net);
            assertThat(vatSum).isEqualTo(amounts.vat().amountCents());
        }
    }

    @ParameterizedTest
    @CsvSource({"2200, 22", "550, 5.5", "1000, 10", "0, 0", "10000, 100", "810, 8.1"})
    void rates_are_written_without_trailing_zeros(int hundredths, String percent) {
        var vat = new DecidedVat(VatTreatment.STANDARD, hundredths, hundredths == 0 ? 0 : 1);

        assertThat(new VatBreakdown(100, vat).ratePercent()).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource({
        "STANDARD, 0, 1, 100",
        "REVERSE_CHARGE, 0, 1, 100",
        "OUTSIDE_SCOPE, 2200, 0, 100",
        "STANDARD, 2200, -1, 100",
        "STANDARD, 2200, 22, -100",
        "STANDARD, 2200, 0, 0"
    })
    void contradictory_amounts_are_rejected(VatTreatment treatment, int rate, long vat, long net) {
        assertThatThrownBy(() -> new VatBreakdown(net, new DecidedVat(treatment, rate, vat)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_total_is_the_amount_paid() {
        assertThat(italian(10_000, 2_200).totalAmount()).isEqualTo(Eur.of("122.00"));
    }

    private static VatBreakdown italian(long net, long vat) {
        return new VatBreakdown(net, new DecidedVat(VatTreatment.STANDARD, 2_200, vat));
    }
}

package credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.money.Eur;
import credits.money.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitRateTest {

    @ParameterizedTest(name = "{0} of {2} each cost {1}: {3}")
    @CsvSource({
        "1250, 0.0025, 1000, 0.003125",
        "1, 0.0025, 1000, 0.0000025",
        "1, 0.000000001, 2, 0.000000001",
        "1, 0.000000001, 3, 0.00",
        "2, 0.000000001, 3, 0.000000001",
        "0.5, 0.08, 1, 0.04",
        "0.000001, 0.0005, 1, 0.000000001",
        "0.000001, 0.000499999, 1, 0.00",
        "999999999999, 0.000001, 1, 999999.999999",
        "10, 0, 1, 0.00",
        "10000000000, 100000, 1000000000, 1000000.00"
    })
    void a_cost_is_rounded_half_up_to_a_nano_euro(String quantity, String price, long unit, String cost) {
        assertThat(rate(price, unit).costOf(Quantity.of(quantity))).isEqualTo(Eur.of(cost));
    }

    @Test
    void a_cost_equals_the_result_of_decimal_arithmetic() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 100_000; i++) {
            var unitPrice = new Eur(random.nextLong(1L << random.nextInt(1, 46)));
            var quantity = new Quantity(1 + random.nextLong(1L << random.nextInt(1, 59)));
            long unit = 1 + random.nextLong(1L << random.nextInt(1, 29));
            var exact = new BigDecimal(unitPrice.toString())
                    .multiply(new BigDecimal(quantity.toString()))
                    .divide(BigDecimal.valueOf(unit), 9, RoundingMode.HALF_UP);

            if (exact.compareTo(new BigDecimal("1000000")) > 0) {
                assertThatThrownBy(() -> rate(unitPrice.toString(), unit).costOf(quantity))
                        .isInstanceOf(ArithmeticException.class);
            } else {
                assertThat(new BigDecimal(rate(unitPrice.toString(), unit)
                                .costOf(quantity)
                                .toString()))
                        .isEqualByComparingTo(exact);
            }
        }
    }

    private static UnitRate rate(String unitPrice, long unit) {
        return new UnitRate(Eur.of(unitPrice), new BillingUnit(unit, "tokens"));
    }
}

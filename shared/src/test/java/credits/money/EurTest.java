package credits.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EurTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "-0, 0.00",
        "150, 150.00",
        "150.5, 150.50",
        "0.012345, 0.012345",
        "0.000000001, 0.000000001",
        "-0.000000001, -0.000000001",
        "999999999.999999999, 999999999.999999999",
        "007.10, 7.10"
    })
    void an_amount_is_written_with_two_to_nine_decimals(String read, String written) {
        assertThat(Eur.of(read)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "+1",
                "1,00",
                "1.",
                ".5",
                "1e3",
                "1E+200000000",
                "NaN",
                "Infinity",
                "１００",
                "0x10",
                "1000000000",
                "0.0000000001",
                "--1",
                "1.2.3",
                "1234567890123456789012345678901234567890"
            })
    void anything_else_is_not_an_amount(String text) {
        assertThat(Eur.parse(text)).isEmpty();
    }

    @Test
    void arithmetic_out_of_range_throws_instead_of_wrapping() {
        var greatest = new Eur(Long.MAX_VALUE);

        assertThatThrownBy(() -> greatest.plus(new Eur(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Eur(Long.MIN_VALUE).minus(new Eur(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Eur.ofCents(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "61, 6100", "0.01, 1", "-24.40, -2440"})
    void whole_cents_convert_both_ways(String amount, long cents) {
        assertThat(Eur.of(amount).toCents()).isEqualTo(cents);
        assertThat(Eur.ofCents(cents)).isEqualTo(Eur.of(amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "12.345", "-0.000000001"})
    void an_amount_with_less_than_a_cent_does_not_convert_to_cents(String amount) {
        assertThatThrownBy(() -> Eur.of(amount).toCents()).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 1, 2", "2, 1, 1, 2", "-3, 2, -3, 2", "4, 4, 4, 4"})
    void the_smaller_and_the_greater_of_two_amounts(String one, String other, String smaller, String greater) {
        assertThat(Eur.min(Eur.of(one), Eur.of(other))).isEqualTo(Eur.of(smaller));
        assertThat(Eur.max(Eur.of(one), Eur.of(other))).isEqualTo(Eur.of(greater));
    }
}

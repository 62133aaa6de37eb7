package credits.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1250, 1250",
        "0.5, 0.5",
        "0.000001, 0.000001",
        "999999999999.999999, 999999999999.999999",
        "1.50, 1.5"
    })
    void a_quantity_is_written_without_trailing_zeros(String read, String written) {
        assertThat(Quantity.of(read)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0.000000",
                "-1",
                "1e3",
                "1E+200000000",
                "NaN",
                "1000000000000",
                "0.0000001",
                "1,5",
                " 1",
                "1234567890123456789012345678901234567890",
                "٣"
            })
    void anything_else_is_not_a_quantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }
}

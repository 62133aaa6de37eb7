package credits.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Validation of lines.
class LineTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "a/b", "a\"b"})
    void what_is_no_name_is_refused_before_it_spoils_a_report(String name) {
        var line = Line.of("a", Quantity.of(1));

        assertThatThrownBy(() -> Line.of(name, Quantity.of(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.member(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.reference(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.authorization(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Organisation(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0000001", "1000000000000", "-1", "1e3", "1E+200000000", "", ".5", "1."})
    void what_is_no_quantity_is_refused(String text) {
        assertThatThrownBy(() -> Quantity.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1250, 1250",
        "0.5, 0.5",
        "0.000001, 0.000001",
        "10.050, 10.05",
        "999999999999.999999, 999999999999.999999"
    })
    void a_quantity_is_written_with_no_decimals_other_than_needed(String text, String written) {
        assertThat(Quantity.of(text)).hasToString(written);
    }
}

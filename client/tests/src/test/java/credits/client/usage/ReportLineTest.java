package credits.client.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Validation of lines.
class ReportLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "a/b", "a\"b"})
    void an_invalid_identifier_is_rejected_when_the_line_is_made(String name) {
        var line = ReportLine.of("a", UsageQuantity.of(1));

        assertThatThrownBy(() -> ReportLine.of(name, UsageQuantity.of(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.member(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.reference(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.authorization(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Organisation(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0000001", "1000000000000", "-1", "1e3", "1E+200000000", "", ".5", "1."})
    void an_invalid_quantity_is_rejected(String text) {
        assertThatThrownBy(() -> UsageQuantity.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1250, 1250",
        "0.5, 0.5",
        "0.000001, 0.000001",
        "10.050, 10.05",
        "999999999999.999999, 999999999999.999999"
    })
    void a_quantity_is_written_without_trailing_zeros(String text, String written) {
        assertThat(UsageQuantity.of(text)).hasToString(written);
    }
}

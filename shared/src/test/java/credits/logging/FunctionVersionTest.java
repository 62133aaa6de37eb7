package credits.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionVersionTest {
    @ParameterizedTest
    @CsvSource({"12, 12", "$LATEST, 0", "'', 0", "-1, 0"})
    void only_published_versions_have_a_number(String version, long number) {
        assertThat(FunctionVersion.parse(version)).isEqualTo(number);
    }
}

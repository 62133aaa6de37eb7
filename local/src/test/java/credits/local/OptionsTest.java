package credits.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void without_options_it_is_port_8080_in_memory_with_the_demo() {
        var options = Options.of(List.of());

        assertThat(options)
                .isEqualTo(new Options(
                        8080, Optional.empty(), true, false, Path.of("infrastructure/target/cdk.out"), Path.of("web")));
    }

    @Test
    void every_option_is_heard() {
        var options = Options.of(List.of(
                "--port",
                "9000",
                "--data",
                "kept",
                "--without-demo",
                "--verbose",
                "--template",
                "elsewhere",
                "--web",
                "there"));

        assertThat(options)
                .isEqualTo(new Options(
                        9000, Optional.of(Path.of("kept")), false, true, Path.of("elsewhere"), Path.of("there")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            --colour     | Unknown option --colour
            --port       | Option --port needs a value
            --port http  | A port is a number
            --port 65536 | A port is a number
            """, delimiter = '|')
    void what_is_not_an_option_is_refused_in_a_sentence(String arguments, String sentence) {
        assertThatThrownBy(() -> Options.of(List.of(arguments.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}

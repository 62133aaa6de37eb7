package credits.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
    @Test
    void the_defaults_are_port_8080_in_memory_with_demo_data() {
        var options = RunOptions.parse(List.of());

        assertThat(options)
                .isEqualTo(new RunOptions(
                        8080,
                        9324,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        200_000,
                        false,
                        Path.of("infrastructure/target/cdk.out"),
                        Path.of("web")));
    }

    @Test
    void every_option_is_parsed() {
        var options = RunOptions.parse(List.of(
                "--port",
                "9000",
                "--sqs-port",
                "0",
                "--data",
                "kept",
                "--now",
                "2028-02-29T23:50:00+01:00",
                "--without-demo",
                "--demo-entries",
                "1000",
                "--verbose",
                "--template",
                "elsewhere",
                "--web",
                "there"));

        assertThat(options)
                .isEqualTo(new RunOptions(
                        9000,
                        0,
                        Optional.of(Path.of("kept")),
                        Optional.of(Instant.parse("2028-02-29T22:50:00Z")),
                        false,
                        1000,
                        true,
                        Path.of("elsewhere"),
                        Path.of("there")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            --colour     | Unknown option --colour
            --port       | Option --port needs a value
            --port http  | A port is a number
            --port 65536 | A port is a number
            --sqs-port x | A port is a number
            --demo-entries 9     | --demo-entries takes a number from 10 to 9999999
            --demo-entries many  | --demo-entries takes a number from 10 to 9999999
            --now        | Option --now needs a value
            --now 2028-02-29             | --now takes an RFC 3339 time with its offset
            --now 2028-02-29T23:50:00    | --now takes an RFC 3339 time with its offset
            --now 2027-02-29T23:50:00Z   | --now takes an RFC 3339 time with its offset
            --now 2028-02-29T24:00:00Z   | --now takes an RFC 3339 time with its offset
            --now tomorrow               | --now takes an RFC 3339 time with its offset, such as
            --now 2025-12-31T23:59:59Z   | --now takes a moment of the years 2026 to 2099
            --now 2100-01-01T00:00:00Z   | --now takes a moment of the years 2026 to 2099
            """, delimiter = '|')
    void what_is_not_an_option_or_not_a_value_of_one_is_refused_in_a_sentence(String arguments, String sentence) {
        assertThatThrownBy(() -> RunOptions.parse(List.of(arguments.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2028-02-29T23:50:00+01:00     | 2028-02-29T22:50:00Z
            2028-02-29T23:50:00.250+01:00 | 2028-02-29T22:50:00.250Z
            2028-02-29T22:50:00Z          | 2028-02-29T22:50:00Z
            2026-12-31T23:55:00-09:30     | 2027-01-01T09:25:00Z
            """, delimiter = '|')
    void the_moment_to_pretend_is_read_with_its_offset(String text, Instant moment) {
        assertThat(RunOptions.parse(List.of("--now", text)).now()).hasValue(moment);
    }
}

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
            --port       | Option --port requires a value
            --port http  | A port must be a number
            --port 65536 | A port must be a number
            --sqs-port x | A port must be a number
            --demo-entries 9     | --demo-entries must be a number from 10 to 9999999
            --demo-entries many  | --demo-entries must be a number from 10 to 9999999
            --now        | Option --now requires a value
            --now 2028-02-29             | --now must be an RFC 3339 time with an offset
            --now 2028-02-29T23:50:00    | --now must be an RFC 3339 time with an offset
            --now 2027-02-29T23:50:00Z   | --now must be an RFC 3339 time with an offset
            --now 2028-02-29T24:00:00Z   | --now must be an RFC 3339 time with an offset
            --now tomorrow               | --now must be an RFC 3339 time with an offset, such as
            --now 2025-12-31T23:59:59Z   | --now must be between 2026 and 2099
            --now 2100-01-01T00:00:00Z   | --now must be between 2026 and 2099
            """, delimiter = '|')
    void an_unknown_option_or_an_invalid_value_is_rejected_in_one_sentence(String arguments, String sentence) {
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
    void the_pretended_time_is_parsed_with_its_offset(String text, Instant moment) {
        assertThat(RunOptions.parse(List.of("--now", text)).now()).hasValue(moment);
    }
}

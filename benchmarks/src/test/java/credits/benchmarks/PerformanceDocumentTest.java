package credits.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerformanceDocumentTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path folder;

    @Test
    void the_document_has_figures_for_every_section() throws IOException {
        var document = Files.readString(ROOT.resolve("docs/performance.md"));

        for (var section : BenchmarkRunner.sectionNames(ROOT)) {
            assertThat(document)
                    .containsPattern("<!-- figures: " + section + " -->\n[^<]+`./benchmark " + section
                            + "`[^<]+<!-- end: " + section);
        }
    }

    @Test
    void figures_replace_those_of_their_section_and_nothing_else() throws IOException {
        var file = Files.writeString(folder.resolve("page.md"), """
                Before.
                <!-- figures: cost -->
                old $1
                <!-- end: cost -->
                <!-- figures: reads -->
                kept
                <!-- end: reads -->
                """);

        new PerformanceDocument(file).write("cost", "new $1\n");

        assertThat(file).hasContent("""
                Before.
                <!-- figures: cost -->
                new $1
                <!-- end: cost -->
                <!-- figures: reads -->
                kept
                <!-- end: reads -->
                """);
    }

    @Test
    void figures_of_an_unknown_section_are_an_error() throws IOException {
        var document = new PerformanceDocument(Files.writeString(folder.resolve("page.md"), "Nothing.\n"));

        assertThatThrownBy(() -> document.write("cost", "new")).hasMessageContaining("figures: cost");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 0
            0.00061249 | 0.000612
            0.0640     | 0.0640
            2.99999    | 3.00
            12.34      | 12.3
            1234.5     | 1,230
            98765432   | 98,800,000
            """)
    void figures_have_three_significant_digits(double value, String written) {
        assertThat(Figures.significant(value)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 50", "0.99, 99", "1, 100", "0.001, 1"})
    void a_percentile_is_the_value_that_its_share_does_not_exceed(double share, long nanos) {
        var values = LongStream.rangeClosed(1, 100).map(value -> 101 - value).toArray();

        assertThat(Figures.percentile(values, share)).isEqualTo(Duration.ofNanos(nanos));
    }
}

package credits.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            plain|plain
            a,b|"a,b"
            a"b|"a""b"
            a\\nb|"a\\nb"
            a\\rb|"a\\rb"
            =1+1|'=1+1
            +1|'+1
            -1|'-1
            @SUM(A1)|'@SUM(A1)
            \\t=1|'\\t=1
            \\r=1|"'\\r=1"
            \\0=1|'\\0=1
            ="a",1|"'=""a"",1"
            a=1|a=1
            '=1|'=1
            """)
    void a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe_and_all_are_quoted_as_RFC_4180_says(
            String text, String cell) {
        var csv = new Csv();

        assertThat(csv.takes(
                        new Csv.Row().text(spelt(text)).exactly("-0.000000001").text(Optional.empty())))
                .isTrue();

        assertThat(csv).hasToString(spelt(cell) + ",-0.000000001,\r\n");
    }

    @Test
    void a_full_table_refuses_the_next_row_and_its_answer_is_as_large_as_it_counted() throws IOException {
        var random = new SplittableRandom(7);
        var csv = new Csv();
        while (csv.takes(new Csv.Row().text("\"Über\t\u0001\u007F🎉\\" + "x".repeat(random.nextInt(2_000))))) {}
        var output = new ByteArrayOutputStream();

        HttpResponse.csv(csv, "usage.csv").write(output);

        var frame = new ByteArrayOutputStream();
        HttpResponse.csv(new Csv(), "usage.csv").write(frame);
        assertThat(output.size() - frame.size()).isBetween(Csv.MOST_BYTES - 2_100, Csv.MOST_BYTES);
        assertThat(output.toString(UTF_8)).isEqualTo(output.toString(UTF_8).strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv                                   | true
            TEXT/CSV; charset=utf-8                    | true
            application/json, text/csv                 | true
            text/csv;q=0.5, application/json           | false
            text/csv; q=0.5, application/json ;q=0.4   | true
            text/csv;q=0                               | false
            */*                                        | false
            text/html                                  | false
            application/json                           | false
            ''                                         | false
            """)
    void a_table_is_for_who_prefers_it(String accept, boolean isPreferred) {
        assertThat(Requests.request().header("Accept", accept).read().prefers("text/csv"))
                .isEqualTo(isPreferred);
    }

    private static String spelt(String text) {
        return text.replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0");
    }
}

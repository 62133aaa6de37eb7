package credits.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
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
    void formulas_are_neutralised_with_an_apostrophe_and_cells_are_quoted_as_in_RFC_4180(String text, String cell) {
        var csv = new CsvTable();

        assertThat(csv.tryAdd(new CsvTable.CsvRow()
                        .textCell(spelt(text))
                        .rawCell("-0.000000001")
                        .textCell(Optional.empty())))
                .isTrue();

        assertThat(csv).hasToString(spelt(cell) + ",-0.000000001,\r\n");
    }

    @Test
    void a_full_table_rejects_the_next_row_and_its_response_has_the_counted_size() throws IOException {
        var random = new SplittableRandom(7);
        var csv = new CsvTable();
        while (csv.tryAdd(
                new CsvTable.CsvRow().textCell("\"Über\t\u0001\u007F🎉\\" + "x".repeat(random.nextInt(2_000))))) {}
        var output = new ByteArrayOutputStream();

        ApiResponse.csv(csv, "usage.csv").writeTo(output);

        var frame = new ByteArrayOutputStream();
        ApiResponse.csv(new CsvTable(), "usage.csv").writeTo(frame);
        assertThat(output.size() - frame.size()).isBetween(CsvTable.MAX_BYTES - 2_100, CsvTable.MAX_BYTES);
        assertThat(output.toString(UTF_8)).isEqualTo(output.toString(UTF_8).strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv                                   | true
            TEXT/CSV; charset=utf-8                    | true
            application/json, text/csv                 | false
            text/csv, application/json                 | false
            text/csv, application/json;q=0.9           | true
            text/csv;q=0.5, application/json           | false
            text/csv; q=0.5, application/json ;q=0.4   | true
            text/csv;q=0                               | false
            */*                                        | false
            text/html                                  | false
            application/json                           | false
            ''                                         | false
            """)
    void a_table_is_sent_to_clients_that_prefer_it(String accept, boolean isPreferred) {
        assertThat(ApiRequestBuilder.request()
                        .header("Accept", accept)
                        .toRequest()
                        .prefers("text/csv"))
                .isEqualTo(isPreferred);
    }

    private static String spelt(String text) {
        return text.replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0");
    }
}

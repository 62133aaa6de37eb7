package credits.http;

import static credits.http.ApiRequestBuilder.request;
import static credits.http.ApiRequestTest.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    /// Red without the quotation marks of draft-ietf-httpapi-idempotency-key-header.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            01KAP6W6G0000000000000007Z             | 01KAP6W6G0000000000000007Z
            "01KAP6W6G0000000000000007Z"           | 01KAP6W6G0000000000000007Z
            019aac6e-1a00-7000-8000-0000000000ff   | 01KAP6W6G0E00800000000007Z
            "019aac6e-1a00-7000-8000-0000000000ff" | 01KAP6W6G0E00800000000007Z
            """)
    void a_key_is_accepted_with_and_without_quotation_marks(String header, String key) {
        var accepted = request().header("Idempotency-Key", header).toRequest();

        assertThat(IdempotencyKey.from(accepted)).hasToString(key);
    }

    /// Red when every key that is refused is said to be missing.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            c0ffee00-0000-4000-8000-000000000000                       | is a UUID version 4: use version 7 or a ULID
            "c0ffee00-0000-1000-8000-000000000000"                     | is a UUID version 1: use version 7 or a ULID
            7                                                          | is neither a ULID nor a UUID version 7
            "01KAP6W6G0000000000000007Z                                | is neither a ULID nor a UUID version 7
            01KAP6W6G0000000000000007Z,01KAP6W6G0000000000000007Z      | is neither a ULID nor a UUID version 7
            ""                                                         | is neither a ULID nor a UUID version 7
            """)
    void a_refused_key_is_told_why(String header, String rule) {
        var refused = request().header("Idempotency-Key", header).toRequest();

        assertThat(problemOf(() -> IdempotencyKey.from(refused)).extensions().toText())
                .isEqualTo(
                        "{\"errors\":[{\"pointer\":\"/headers/idempotency-key\",\"detail\":\"%s\"}]}".formatted(rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_missing_key_is_said_to_be_missing(String header) {
        var refused = request().header("Idempotency-Key", header).toRequest();

        assertThat(problemOf(() -> IdempotencyKey.from(refused)).extensions().toText())
                .contains("is missing");
    }
}

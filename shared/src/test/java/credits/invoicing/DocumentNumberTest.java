package credits.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentNumberTest {
    @ParameterizedTest
    @ValueSource(strings = {"2026-000042", "CN-2026-000003", "2026-999999", "2026-1000000", "9999-999999999"})
    void a_number_is_parsed_from_its_own_text(String text) {
        assertThat(DocumentNumber.parse(text)).map(DocumentNumber::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-42",
                "2026-0000042",
                "2026-000000",
                "1999-000001",
                "CN-000001",
                "DN-2026-000001",
                "2026-9999999999",
                "cn-2026-000001",
                "2026-000042 ",
                "20260-000042",
                "２０２６-000042"
            })
    void anything_else_is_not_a_document_number(String text) {
        assertThat(DocumentNumber.parse(text)).isEmpty();
    }
}

package credits.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodiceFiscaleTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            RSSMRA85T10A562S,  true
            RSSMRA80A01H501U,  true
            MRTMTT25D09F205Z,  true
            RSSMRA85T10A562T,  false
            RSSMRA58T10A562S,  false
            RSSMRA85Z10A562S,  false
            RSSMRA85T10A562,   false
            rssmra85t10a562s,  false
            00743110157,       true
            00743110158,       false
            0074311015,        false
            '',                false
            """)
    void a_tax_code_has_the_form_and_the_check_character(String text, boolean isWellFormed) {
        assertThat(CodiceFiscale.isWellFormed(text)).isEqualTo(isWellFormed);
    }
}

package credits.text;

import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.DocumentCharacters;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatinTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Größe & Söhne GmbH             | Größe & Söhne GmbH
            Łódź Ő‚ “ś”                    | Lódz O, "s"
            Ελληνική Εταιρεία Α.Ε.         | Elliniki Etaireia A.E.
            Щастие и Жътва ЕООД            | Shtastie i Zhatva EOOD
            Київ Ґанок                     | Kiiv Ganok
            Đorđe Њ. Ωμέγα – 5 €           | Dorde Nj. Omega - 5 EUR
            a\u200bb  c\u202e              | ab c
            株式                           | ??
            """)
    void text_is_written_in_latin_1(String text, String latin) {
        assertThat(LatinText.of(text)).isEqualTo(latin);
    }

    /// Red when a name that a profile may have cannot be told from another one.
    @Test
    void every_character_that_documents_show_has_a_substitute() {
        var unknown = new TreeSet<String>();
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            if (!DocumentCharacters.isShown(character) || character == '?' || character == ' ') continue;
            var latin = LatinText.of(Character.toString(character));
            if (latin.isEmpty() || !latin.matches("[ -~\u00A1-\u00FF]+") || latin.contains("?"))
                unknown.add("U+%04X".formatted(character));
        }

        assertThat(unknown).isEmpty();
    }
}

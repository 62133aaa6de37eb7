package credits.function.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.DocumentCharacters;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What a billing profile may be named is what the fonts of its documents can show.
class DocumentCharactersTest {
    /// Red when a permitted character is printed as the replacement character or left out.
    @Test
    void every_permitted_character_is_shown_by_the_fonts() {
        var missing = new TreeSet<String>();
        for (var font : new String[] {"IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf"}) {
            var loaded = PdfFont.load(font, 'A');
            for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
                if (!DocumentCharacters.isShown(character)) continue;
                var text = Character.toString(character);
                if (loaded.replaceUnsupported(text).contains("\uFFFD")
                        || PrintableText.sanitise("a" + text + "b").length() < 3)
                    missing.add("U+%04X".formatted(character));
            }
        }

        assertThat(missing).isEmpty();
    }
}

package credits.wire;

import static credits.wire.HttpRequestTest.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CursorTest {
    private static final byte[] KEY = "the hash of a segment".getBytes(UTF_8);
    private static final String BINDING = "acme|GET /v1/usage/days/{date}|2026-11-21";

    @Test
    void a_cursor_comes_back_with_its_position_and_is_genuine() {
        var text = Cursor.seal(281_474_976_710_655L, 99_999, KEY, BINDING).toString();

        var cursor = Cursor.read(text);

        assertThat(text).matches("[0-9A-Za-z_-]{40}");
        assertThat(cursor.segment()).isEqualTo(281_474_976_710_655L);
        assertThat(cursor.entry()).isEqualTo(99_999);
        assertThat(cursor.isGenuine(KEY, BINDING)).isTrue();
    }

    @Test
    void a_cursor_is_genuine_for_its_own_list_and_key_only() {
        var cursor = Cursor.read(Cursor.seal(7, 3, KEY, BINDING).toString());

        assertThat(cursor.isGenuine(KEY, BINDING.replace("acme", "globex"))).isFalse();
        assertThat(cursor.isGenuine(KEY, BINDING.replace("21", "22"))).isFalse();
        assertThat(cursor.isGenuine(KEY, BINDING + "|")).isFalse();
        assertThat(cursor.isGenuine("another key".getBytes(UTF_8), BINDING)).isFalse();
    }

    @Test
    void a_cursor_with_any_character_edited_is_not_genuine() {
        var text = Cursor.seal(7, 3, KEY, BINDING).toString();

        for (int i = 0; i < text.length(); i++) {
            for (char c : "AQgw-_09z".toCharArray()) {
                var edited = text.substring(0, i) + c + text.substring(i + 1);
                if (!edited.equals(text))
                    assertThat(isAccepted(edited)).as(edited).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void anything_of_another_form_is_refused(String text) {
        assertThat(problem(() -> Cursor.read(text)).kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
    }

    static List<String> others() {
        var cursor = Cursor.seal(7, 3, KEY, BINDING).toString();
        return List.of(
                "",
                " ",
                "7",
                cursor.substring(1),
                cursor.substring(4),
                cursor + "AAAA",
                cursor + "=",
                cursor + " ",
                " " + cursor,
                "A".repeat(40),
                "AQD_" + cursor.substring(4),
                "AQE" + cursor.substring(3),
                "é".repeat(40),
                "A".repeat(100_000));
    }

    @Test
    void a_position_before_the_beginning_is_never_sealed() {
        assertThatThrownBy(() -> Cursor.seal(-1, 0, KEY, BINDING)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cursor.seal(0, -1, KEY, BINDING)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean isAccepted(String text) {
        try {
            return Cursor.read(text).isGenuine(KEY, BINDING);
        } catch (Rejected rejected) {
            return false;
        }
    }
}

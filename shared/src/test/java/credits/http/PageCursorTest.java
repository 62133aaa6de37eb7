package credits.http;

import static credits.http.ApiRequestTest.problemOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageCursorTest {
    private static final byte[] KEY = "the hash of a segment".getBytes(UTF_8);
    private static final String BINDING = "acme|GET /v1/usage/days/{date}|2026-11-21";

    @Test
    void a_cursor_keeps_its_position_and_is_authentic() {
        var text = PageCursor.sign(281_474_976_710_655L, 99_999, KEY, BINDING).toString();

        var cursor = PageCursor.parse(text);

        assertThat(text).matches("[0-9A-Za-z_-]{40}");
        assertThat(cursor.position()).isEqualTo(281_474_976_710_655L);
        assertThat(cursor.offset()).isEqualTo(99_999);
        assertThat(cursor.isAuthentic(KEY, BINDING)).isTrue();
    }

    @Test
    void a_cursor_is_authentic_only_for_its_own_list_and_key() {
        var cursor = PageCursor.parse(PageCursor.sign(7, 3, KEY, BINDING).toString());

        assertThat(cursor.isAuthentic(KEY, BINDING.replace("acme", "globex"))).isFalse();
        assertThat(cursor.isAuthentic(KEY, BINDING.replace("21", "22"))).isFalse();
        assertThat(cursor.isAuthentic(KEY, BINDING + "|")).isFalse();
        assertThat(cursor.isAuthentic("another key".getBytes(UTF_8), BINDING)).isFalse();
    }

    @Test
    void a_cursor_with_any_character_changed_is_not_authentic() {
        var text = PageCursor.sign(7, 3, KEY, BINDING).toString();

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
    void anything_else_is_rejected(String text) {
        assertThat(problemOf(() -> PageCursor.parse(text)).type()).isEqualTo(Problem.ProblemType.INVALID_REQUEST);
    }

    static List<String> others() {
        var cursor = PageCursor.sign(7, 3, KEY, BINDING).toString();
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
    void a_negative_position_is_never_signed() {
        assertThatThrownBy(() -> PageCursor.sign(-1, 0, KEY, BINDING)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageCursor.sign(0, -1, KEY, BINDING)).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean isAccepted(String text) {
        try {
            return PageCursor.parse(text).isAuthentic(KEY, BINDING);
        } catch (ProblemException exception) {
            return false;
        }
    }
}

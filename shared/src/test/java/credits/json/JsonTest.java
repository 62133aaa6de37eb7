package credits.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.money.Eur;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final int MOST_BYTES = 300_000;

    @Test
    void parsed_JSON_is_written_back_with_its_numbers_unchanged() {
        var text = "{\"b\":[1E+200000000,-0.10,true,null,\"\\u00e9\\\"\\\\\"],\"a\":{}}";

        var json = Json.parse(text, MOST_BYTES);

        assertThat(json.toText()).isEqualToIgnoringCase(text);
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void anything_but_bounded_JSON_is_rejected(String text) {
        assertThatThrownBy(() -> Json.parse(text, MOST_BYTES)).isInstanceOf(InvalidInputException.class);
    }

    static List<String> strangers() {
        return List.of(
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "// 1\n1",
                "NaN",
                "Infinity",
                "+1",
                "01",
                ".5",
                "1.",
                "{} {}",
                "{}x",
                "1 ]",
                "\uFEFF{}",
                "\u0000{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\ud800\"",
                "\"\\u0000\"",
                "\"\\n\"",
                "\"\u0085\"",
                "{\"\\u0007\":1}",
                "[".repeat(17) + "]".repeat(17),
                "[".repeat(100_000),
                "{\"a\":".repeat(20_000),
                "1".repeat(33),
                "\"" + "a".repeat(1_001) + "\"",
                "{\"" + "a".repeat(65) + "\":1}",
                "{\"" + "a".repeat(200_000) + "\":1}",
                " ".repeat(MOST_BYTES) + "1",
                "\"" + "\u20ac".repeat(MOST_BYTES / 3) + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
                " {\"a\" : \"\ud83d\ude00\\ud83d\\ude00\"}\n",
                "12345678901234567890123456789012"
            })
    void JSON_just_within_the_bounds_is_parsed(String text) {
        assertThat(Json.parse(text, MOST_BYTES)).isNotNull();
    }

    @Test
    void a_string_and_a_name_of_the_maximum_length_are_parsed() {
        var text = "{\"" + "n".repeat(64) + "\":\"" + "t".repeat(1_000) + "\"}";

        var json = Json.parse(text, text.length());

        assertThat(json.toText()).isEqualTo(text);
    }

    @Test
    void an_error_says_where_the_JSON_is_invalid_and_quotes_none_of_it() {
        assertThatThrownBy(() -> Json.parse("{\n  \"secret\": hush}", MOST_BYTES))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("hush");
    }

    @Test
    void an_object_keeps_its_order_and_writes_money_as_strings_and_counts_as_numbers() {
        var answer = Json.object()
                .put("used", Eur.of("94.1"))
                .put("operations", 12_044)
                .putOptional("allowed_limit", Optional.empty())
                .put("days", List.of(Json.object().put("date", "2026-11-21").build()))
                .build();

        assertThat(answer.toText()).isEqualTo("""
                        {"used":"94.10","operations":12044,"allowed_limit":null,"days":[{"date":"2026-11-21"}]}""");
    }

    @Test
    void parsed_JSON_is_immutable() {
        var items = (Json.JsonArray) Json.parse("[1]", MOST_BYTES);
        var members = (Json.JsonObject) Json.parse("{\"a\":1}", MOST_BYTES);

        assertThatThrownBy(() -> items.elements().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.members().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_field_cannot_be_written_twice() {
        var answer = Json.object().put("used", Eur.ZERO);

        assertThatThrownBy(() -> answer.putNull("used")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_pointer_escapes_what_RFC_6901_escapes() {
        var pointer = JsonPointer.ROOT.child("a/b").child(3).child("c~d");

        assertThat(pointer).hasToString("/a~1b/3/c~0d");
    }
}

package credits.local.aws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternMatcherTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":["x","y"]}                   | {"a":"y"}             | true
            {"a":["x","y"]}                   | {"a":"z"}             | false
            {"a":["x"]}                       | {}                    | false
            {"a":{"b":["x"]},"c":["y"]}       | {"a":{"b":"x"}}       | false
            {"a":{"b":["x"]}}                 | {"a":{"b":"x","d":1}} | true
            {"s":[{"prefix":"L#"}]}           | {"s":"L#00"}          | true
            {"s":[{"prefix":"L#"}]}           | {"s":"PROFILE"}       | false
            {"a":{"B":[{"exists":true}]}}     | {"a":{"B":"AA=="}}    | true
            {"a":{"B":[{"exists":true}]}}     | {"b":1}               | false
            """)
    void an_event_matches_a_pattern_as_in_EventBridge(String pattern, String event, boolean fits)
            throws JsonProcessingException {
        assertThat(EventPatternMatcher.matches(json(pattern), json(event))).isEqualTo(fits);
    }

    @Test
    void an_unsupported_operator_is_rejected() {
        assertThatThrownBy(
                        () -> EventPatternMatcher.matches(json("{\"a\":[{\"numeric\":[\">\",1]}]}"), json("{\"a\":2}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("numeric");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }
}

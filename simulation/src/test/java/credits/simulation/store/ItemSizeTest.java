package credits.simulation.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSizeTest {
    @ParameterizedTest
    @MethodSource
    void an_attribute_is_as_large_as_its_name_and_value(String name, AttributeValue value, int bytes) {
        int size = ItemSize.of(Map.of(name, value));

        assertThat(size).isEqualTo(bytes);
    }

    static Stream<Arguments> an_attribute_is_as_large_as_its_name_and_value() {
        return Stream.of(
                Arguments.of("a", AttributeValue.fromS(""), 1),
                Arguments.of("a", AttributeValue.fromS("é€😀"), 1 + 2 + 3 + 4),
                Arguments.of("été", AttributeValue.fromS("x"), 5 + 1),
                Arguments.of("a", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[7])), 1 + 7),
                Arguments.of("a", AttributeValue.fromN("1"), 1 + 2),
                Arguments.of("a", AttributeValue.fromN("1200"), 1 + 2),
                Arguments.of("a", AttributeValue.fromN("123"), 1 + 3),
                Arguments.of("a", AttributeValue.fromN("-123"), 1 + 4),
                Arguments.of("a", AttributeValue.fromBool(true), 1 + 1),
                Arguments.of("a", AttributeValue.fromNul(true), 1 + 1),
                Arguments.of("a", AttributeValue.fromL(List.of()), 1 + 3),
                Arguments.of("a", AttributeValue.fromL(List.of(AttributeValue.fromS("xy"))), 1 + 3 + 1 + 2),
                Arguments.of("a", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("xy"))), 1 + 3 + 1 + 1 + 2));
    }
}

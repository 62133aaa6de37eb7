package credits.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTypeTest {
    @Test
    void the_contract_describes_exactly_the_types_that_are_published() throws IOException {
        try (var contract = EventTypeTest.class.getResourceAsStream("/contract/openapi.yaml")) {
            var described = new YAMLMapper().readTree(contract).path("webhooks").fieldNames();

            assertThat(described).toIterable().containsExactlyInAnyOrderElementsOf(types());
        }
    }

    @Test
    void a_type_has_our_prefix_and_its_version() {
        assertThat(types())
                .contains("credits.limit.alert_crossed.v1")
                .allMatch(type -> type.matches("credits(\\.[a-z_]+){1,2}\\.v1"));
    }

    private static List<String> types() {
        return Arrays.stream(EventType.values()).map(EventType::toString).toList();
    }
}

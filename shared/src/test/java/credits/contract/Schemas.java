package credits.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// The validation of JSON Schema: draft 2020-12, with formats enforced, and without fetching anything.
final class Schemas {
    private Schemas() {}

    static SchemaRegistry registry() {
        return registry(Map.of());
    }

    /// @param documents JSON documents by their id
    static SchemaRegistry registry(Map<String, String> documents) {
        var formatsAreRules =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(formatsAreRules).schemas(documents));
    }

    /// Reads a file of `shared/contract`, which the test jar contains.
    static String resource(String name) {
        try (var stream = Schemas.class.getResourceAsStream("/contract/" + name)) {
            if (stream == null) throw new IllegalStateException("not on the class path: /contract/" + name);
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static JsonNode yaml(String name) {
        try {
            return new YAMLMapper().readTree(resource(name));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    /// Returns the text as a JSON string.
    static String quoted(String text) {
        try {
            return new ObjectMapper().writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

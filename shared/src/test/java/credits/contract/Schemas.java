package credits.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;

/// How JSON Schema is read here: draft 2020-12, with formats as rules.
final class Schemas {
    private Schemas() {}

    static SchemaRegistry registry() {
        var formatsAreRules =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(formatsAreRules));
    }

    /// A file of `shared/contract`, which the test jar carries.
    static String resource(String name) {
        try (var stream = Schemas.class.getResourceAsStream("/contract/" + name)) {
            if (stream == null) throw new IllegalStateException("not on the class path: /contract/" + name);
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}

package credits.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Writes JSON as text on a single line, in ASCII only: nothing in a log or a response can reorder, hide or break
/// a line.
final class JsonWriter {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonWriter() {}

    static String toText(Json json) {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(text)) {
            write(json, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(Json json, JsonGenerator generator) throws IOException {
        switch (json) {
            case Json.JsonString(var value) -> generator.writeString(value);
            case Json.JsonNumber(var digits) -> generator.writeNumber(digits);
            case Json.JsonBoolean(var value) -> generator.writeBoolean(value);
            case Json.JsonNull() -> generator.writeNull();
            case Json.JsonArray(var values) -> {
                generator.writeStartArray();
                for (var value : values) write(value, generator);
                generator.writeEndArray();
            }
            case Json.JsonObject(var values) -> {
                generator.writeStartObject();
                for (var member : values.entrySet()) {
                    generator.writeFieldName(member.getKey());
                    write(member.getValue(), generator);
                }
                generator.writeEndObject();
            }
        }
    }
}

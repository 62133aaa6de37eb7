package credits.wire;

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

    static String text(Json json) {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(text)) {
            write(json, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(Json json, JsonGenerator to) throws IOException {
        switch (json) {
            case Json.Text(var value) -> to.writeString(value);
            case Json.Numeral(var digits) -> to.writeNumber(digits);
            case Json.Truth(var value) -> to.writeBoolean(value);
            case Json.Null() -> to.writeNull();
            case Json.Items(var values) -> {
                to.writeStartArray();
                for (var value : values) write(value, to);
                to.writeEndArray();
            }
            case Json.Members(var values) -> {
                to.writeStartObject();
                for (var member : values.entrySet()) {
                    to.writeFieldName(member.getKey());
                    write(member.getValue(), to);
                }
                to.writeEndObject();
            }
        }
    }
}

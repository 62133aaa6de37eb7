package credits.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Parses JSON text into a [Json] tree, within bounds.
final class JsonReader {
    static final int MAX_DEPTH = 16;
    static final int MAX_STRING_LENGTH = 1_000;
    static final int MAX_NAME_LENGTH = 64;
    static final int MAX_NUMBER_LENGTH = 32;

    private static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;
    private static final JsonFactory UNTRUSTED_FACTORY = factory(MAX_STRING_LENGTH, MAX_NAME_LENGTH);
    private static final JsonFactory EVENT_FACTORY = factory(MAX_EVENT_BYTES, MAX_EVENT_BYTES);

    private final JsonParser parser;
    private final boolean isUntrusted;

    private JsonReader(JsonParser parser, boolean isUntrusted) {
        this.parser = parser;
        this.isUntrusted = isUntrusted;
    }

    private static JsonFactory factory(int maxStringLength, int maxNameLength) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxStringLength)
                        .maxNameLength(maxNameLength)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                // Without a table of names that one caller's input could fill for the next.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    static Json parseUntrusted(String text, int maxBytes) {
        if (UntrustedText.exceedsBytes(text, maxBytes))
            throw new InvalidInputException("", "the text is larger than " + maxBytes + " bytes");
        return parse(UNTRUSTED_FACTORY, text, true);
    }

    static Json parseEvent(InputStream input) {
        try {
            var bytes = input.readNBytes(MAX_EVENT_BYTES + 1);
            // Unpaired surrogates become U+FFFD here; the parser of the text inside rejects them.
            if (bytes.length > MAX_EVENT_BYTES)
                throw new InvalidInputException("", "the event is larger than Lambda allows");
            return parse(EVENT_FACTORY, new String(bytes, StandardCharsets.UTF_8), false);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Json parse(JsonFactory factory, String text, boolean isUntrusted) {
        try (var parser = factory.createParser(text)) {
            var reader = new JsonReader(parser, isUntrusted);
            var json = reader.readValue(parser.nextToken());
            if (parser.nextToken() != null)
                throw new InvalidInputException("", "there is text after the end of the JSON");
            return json;
        } catch (StreamConstraintsException tooMuch) {
            throw new InvalidInputException(
                    "", "nested deeper than " + MAX_DEPTH + ", or a name, text or number is too long");
        } catch (JsonParseException broken) {
            var place = broken.getLocation();
            throw new InvalidInputException(
                    "", "not JSON at line " + place.getLineNr() + ", column " + place.getColumnNr());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Returns the value that starts with `first`. The recursion is no deeper than the parser allows.
    private Json readValue(@Nullable JsonToken first) throws IOException {
        return switch (first) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> new Json.JsonString(requirePrintable(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.JsonNumber(parser.getText());
            case VALUE_TRUE -> new Json.JsonBoolean(true);
            case VALUE_FALSE -> new Json.JsonBoolean(false);
            case VALUE_NULL -> new Json.JsonNull();
            case null -> throw new InvalidInputException("", "the text is empty");
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value starts with " + first);
        };
    }

    private Json readObject() throws IOException {
        var members = new LinkedHashMap<String, Json>();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var value = readValue(parser.nextToken());
            if (members.putIfAbsent(requirePrintable(name), value) != null)
                throw new InvalidInputException("", "a name occurs twice");
        }
        return new Json.JsonObject(members);
    }

    private Json readArray() throws IOException {
        var items = new ArrayList<Json>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(readValue(token));
        }
        return new Json.JsonArray(items);
    }

    private String requirePrintable(String text) {
        if (isUntrusted && !UntrustedText.isPrintable(text)) {
            throw new InvalidInputException("", "a text contains a control character or an unpaired surrogate");
        }
        return text;
    }
}

package credits.wire;

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
    static final int MOST_DEPTH = 16;
    static final int LONGEST_TEXT = 1_000;
    static final int LONGEST_NAME = 64;
    static final int LONGEST_NUMBER = 32;

    private static final int LARGEST_EVENT = 6 * 1024 * 1024;
    private static final JsonFactory OF_STRANGERS = factory(LONGEST_TEXT, LONGEST_NAME);
    private static final JsonFactory OF_AWS = factory(LARGEST_EVENT, LARGEST_EVENT);

    private final JsonParser parser;
    private final boolean strange;

    private JsonReader(JsonParser parser, boolean strange) {
        this.parser = parser;
        this.strange = strange;
    }

    private static JsonFactory factory(int longestText, int longestName) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MOST_DEPTH)
                        .maxStringLength(longestText)
                        .maxNameLength(longestName)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                // Without a table of names that one caller's input could fill for the next.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    static Json ofStrangers(String text, int mostBytes) {
        if (Utf8.exceeds(text, mostBytes)) throw new Malformed("", "the text is larger than " + mostBytes + " bytes");
        return read(OF_STRANGERS, text, true);
    }

    static Json ofEvent(InputStream input) {
        try {
            var bytes = input.readNBytes(LARGEST_EVENT + 1);
            // Unpaired surrogates become U+FFFD here; whoever parses the text inside refuses them.
            if (bytes.length > LARGEST_EVENT) throw new Malformed("", "the event is larger than Lambda allows");
            return read(OF_AWS, new String(bytes, StandardCharsets.UTF_8), false);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Json read(JsonFactory factory, String text, boolean strange) {
        try (var parser = factory.createParser(text)) {
            var reader = new JsonReader(parser, strange);
            var json = reader.value(parser.nextToken());
            if (parser.nextToken() != null) throw new Malformed("", "there is text behind the end of the JSON");
            return json;
        } catch (StreamConstraintsException tooMuch) {
            throw new Malformed("", "nested deeper than " + MOST_DEPTH + ", or a name, text or number is too long");
        } catch (JsonParseException broken) {
            var place = broken.getLocation();
            throw new Malformed("", "not JSON at line " + place.getLineNr() + ", column " + place.getColumnNr());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Returns the value that starts with `first`. The recursion is no deeper than the parser allows.
    private Json value(@Nullable JsonToken first) throws IOException {
        return switch (first) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new Json.Text(readable(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getText());
            case VALUE_TRUE -> new Json.Truth(true);
            case VALUE_FALSE -> new Json.Truth(false);
            case VALUE_NULL -> new Json.Null();
            case null -> throw new Malformed("", "there is no JSON");
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value starts with " + first);
        };
    }

    private Json object() throws IOException {
        var members = new LinkedHashMap<String, Json>();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var value = value(parser.nextToken());
            if (members.putIfAbsent(readable(name), value) != null) throw new Malformed("", "a name occurs twice");
        }
        return new Json.Members(members);
    }

    private Json array() throws IOException {
        var items = new ArrayList<Json>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return new Json.Items(items);
    }

    private String readable(String text) {
        if (strange && !Utf8.isReadable(text)) {
            throw new Malformed("", "a text holds a control character or half a character");
        }
        return text;
    }
}

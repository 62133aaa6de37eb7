package credits.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/// Parses JSON strictly according to RFC 8259, within limits of size and depth.
final class JsonParser {
    static final int MAX_LENGTH = 256 * 1024;

    private static final int MAX_DEPTH = 16;
    private static final int HEX_RADIX = 16;
    private static final int HEX_DIGITS = 4;
    private static final Pattern LITERAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,31})(\\.[0-9]{1,32})?([eE][+-]?[0-9]{1,9})?|true|false|null");

    private final String text;
    private int position;

    JsonParser(String text) {
        this.text = text;
    }

    JsonValue parseValue(int depth) {
        if (depth > MAX_DEPTH) throw invalid("nested too deeply");
        char c = peekToken();
        if (c == '{') return parseObject(depth);
        if (c == '[') return parseArray(depth);
        if (c == '"') return new JsonValue.StringValue(parseString());
        return parseLiteral();
    }

    private JsonValue parseObject(int depth) {
        var members = new LinkedHashMap<String, JsonValue>();
        position++;
        if (skipIf('}')) return new JsonValue.ObjectValue(members);
        do {
            if (peekToken() != '"') throw invalid("expected a member name");
            var name = parseString();
            expect(':');
            if (members.putIfAbsent(name, parseValue(depth + 1)) != null) throw invalid("duplicate member name");
        } while (skipIf(','));
        expect('}');
        return new JsonValue.ObjectValue(members);
    }

    private JsonValue parseArray(int depth) {
        var elements = new ArrayList<JsonValue>();
        position++;
        if (skipIf(']')) return new JsonValue.ArrayValue(List.of());
        do {
            elements.add(parseValue(depth + 1));
        } while (skipIf(','));
        expect(']');
        return new JsonValue.ArrayValue(elements);
    }

    private JsonValue parseLiteral() {
        int start = position;
        while (position < text.length() && ",]} \t\r\n".indexOf(text.charAt(position)) < 0) position++;
        var literal = text.substring(start, position);
        if (!LITERAL.matcher(literal).matches()) throw invalid("expected a value");
        return new JsonValue.Literal(literal);
    }

    private String parseString() {
        var string = new StringBuilder();
        position++;
        for (char c = nextCharacter(); c != '"'; c = nextCharacter()) {
            if (c < ' ') throw invalid("control character in a string");
            string.append(c == '\\' ? unescape(nextCharacter()) : c);
        }
        return string.toString();
    }

    private char unescape(char c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> parseUnicodeEscape();
            default -> throw invalid("invalid escape");
        };
    }

    private char parseUnicodeEscape() {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(nextCharacter(), HEX_RADIX);
            if (digit < 0) throw invalid("invalid escape");
            value = value * HEX_RADIX + digit;
        }
        return (char) value;
    }

    private char nextCharacter() {
        if (position >= text.length()) throw invalid("unexpected end");
        return text.charAt(position++);
    }

    /// The next character that is not white space, without consuming it.
    private char peekToken() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) position++;
        if (position >= text.length()) throw invalid("unexpected end");
        return text.charAt(position);
    }

    private boolean skipIf(char c) {
        if (peekToken() != c) return false;
        position++;
        return true;
    }

    private void expect(char c) {
        if (!skipIf(c)) throw invalid("expected '" + c + "'");
    }

    void expectEnd() {
        for (; position < text.length(); position++) {
            if (" \t\r\n".indexOf(text.charAt(position)) < 0) throw invalid("unexpected text after the end");
        }
    }

    private InvalidJsonException invalid(String detail) {
        return new InvalidJsonException("invalid JSON at character " + position + ": " + detail);
    }
}

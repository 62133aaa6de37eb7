package credits.client.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/// Parses JSON strictly according to RFC 8259, within limits of size and depth.
final class Reader {
    static final int LONGEST = 256 * 1024;

    private static final int MOST_LEVELS = 16;
    private static final int HEX = 16;
    private static final int HEX_DIGITS = 4;
    private static final Pattern SCALAR =
            Pattern.compile("-?(0|[1-9][0-9]{0,31})(\\.[0-9]{1,32})?([eE][+-]?[0-9]{1,9})?|true|false|null");

    private final String text;
    private int at;

    Reader(String text) {
        this.text = text;
    }

    Json value(int level) {
        if (level > MOST_LEVELS) throw wrong("nested too deeply");
        char c = peek();
        if (c == '{') return object(level);
        if (c == '[') return array(level);
        if (c == '"') return new Json.Text(string());
        return scalar();
    }

    private Json object(int level) {
        var members = new LinkedHashMap<String, Json>();
        at++;
        if (skipped('}')) return new Json.Members(members);
        do {
            if (peek() != '"') throw wrong("expected a member name");
            var name = string();
            expect(':');
            if (members.putIfAbsent(name, value(level + 1)) != null) throw wrong("duplicate member name");
        } while (skipped(','));
        expect('}');
        return new Json.Members(members);
    }

    private Json array(int level) {
        var items = new ArrayList<Json>();
        at++;
        if (skipped(']')) return new Json.Items(List.of());
        do {
            items.add(value(level + 1));
        } while (skipped(','));
        expect(']');
        return new Json.Items(items);
    }

    private Json scalar() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
        var scalar = text.substring(start, at);
        if (!SCALAR.matcher(scalar).matches()) throw wrong("expected a value");
        return new Json.Scalar(scalar);
    }

    private String string() {
        var string = new StringBuilder();
        at++;
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') throw wrong("control character in a string");
            string.append(c == '\\' ? escaped(next()) : c);
        }
        return string.toString();
    }

    private char escaped(char c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("invalid escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(next(), HEX);
            if (digit < 0) throw wrong("invalid escape");
            value = value * HEX + digit;
        }
        return (char) value;
    }

    private char next() {
        if (at >= text.length()) throw wrong("unexpected end");
        return text.charAt(at++);
    }

    /// The next character that is not white space, without consuming it.
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        if (at >= text.length()) throw wrong("unexpected end");
        return text.charAt(at);
    }

    private boolean skipped(char c) {
        if (peek() != c) return false;
        at++;
        return true;
    }

    private void expect(char c) {
        if (!skipped(c)) throw wrong("expected '" + c + "'");
    }

    void end() {
        for (; at < text.length(); at++) {
            if (" \t\r\n".indexOf(text.charAt(at)) < 0) throw wrong("unexpected text after the end");
        }
    }

    private NotJson wrong(String what) {
        return new NotJson("invalid JSON at character " + at + ": " + what);
    }
}

package credits.simulation.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The tokens of an expression. Anything outside the small grammar is rejected as unsupported: it may well be
/// valid in DynamoDB.
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?[A-Za-z0-9_]+|<=|>=|<>|\\S)");

    private final String parameter;
    private final String text;
    private final List<String> words = new ArrayList<>();
    private int at;

    /// @param parameter the request parameter of the expression, for messages
    Tokens(String parameter, String text) {
        this.parameter = parameter;
        this.text = text;
        if (text.isEmpty()) throw Rejection.invalid("Invalid " + parameter + ": The expression can not be empty;");
        var matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            words.add(matcher.group(1));
            matcher.region(matcher.end(), text.length());
        }
    }

    String parameter() {
        return parameter;
    }

    boolean atEnd() {
        return at == words.size();
    }

    String next() {
        if (atEnd()) throw unknown();
        return words.get(at++);
    }

    /// Skips the next token if it is this word.
    boolean skip(String word) {
        boolean is = !atEnd() && words.get(at).equals(word);
        if (is) at++;
        return is;
    }

    void expect(String word) {
        if (!skip(word)) throw unknown();
    }

    /// Reads the next attribute, as the request names it.
    String name(Placeholders placeholders) {
        var token = next();
        if (!token.matches("#?[A-Za-z_][A-Za-z0-9_]*|#[A-Za-z0-9_]+")) throw unknown();
        return placeholders.name(token, parameter);
    }

    /// Reads the next value.
    AttributeValue value(Placeholders placeholders) {
        var token = next();
        if (!token.startsWith(":")) throw unknown();
        return placeholders.value(token, parameter);
    }

    void expectEnd() {
        if (!atEnd()) throw unknown();
    }

    UnsupportedOperationException unknown() {
        return new UnsupportedOperationException(parameter + " not supported: " + text);
    }
}

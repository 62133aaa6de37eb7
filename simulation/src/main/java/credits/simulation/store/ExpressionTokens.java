package credits.simulation.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The tokens of an expression. Anything outside the small grammar is rejected as unsupported: it may well be
/// valid in DynamoDB.
final class ExpressionTokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?[A-Za-z0-9_]+|<=|>=|<>|\\S)");

    private final String parameter;
    private final String text;
    private final List<String> words = new ArrayList<>();
    private int position;

    /// @param parameter the request parameter of the expression, for messages
    ExpressionTokens(String parameter, String text) {
        this.parameter = parameter;
        this.text = text;
        if (text.isEmpty())
            throw DynamoDbErrors.validationError("Invalid " + parameter + ": The expression can not be empty;");
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
        return position == words.size();
    }

    String next() {
        if (atEnd()) throw unsupported();
        return words.get(position++);
    }

    /// Skips the next token if it is this word.
    boolean skipIf(String word) {
        boolean is = !atEnd() && words.get(position).equals(word);
        if (is) position++;
        return is;
    }

    void expect(String word) {
        if (!skipIf(word)) throw unsupported();
    }

    /// Reads the next attribute, as the request names it.
    String nextName(ExpressionPlaceholders placeholders) {
        var token = next();
        if (!token.matches("#?[A-Za-z_][A-Za-z0-9_]*|#[A-Za-z0-9_]+")) throw unsupported();
        return placeholders.resolveName(token, parameter);
    }

    /// Reads the next value.
    AttributeValue nextValue(ExpressionPlaceholders placeholders) {
        var token = next();
        if (!token.startsWith(":")) throw unsupported();
        return placeholders.resolveValue(token, parameter);
    }

    void expectEnd() {
        if (!atEnd()) throw unsupported();
    }

    UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException(parameter + " not supported: " + text);
    }
}

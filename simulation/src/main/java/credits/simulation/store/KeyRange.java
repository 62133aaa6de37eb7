package credits.simulation.store;

import static credits.ledger.Table.PARTITION;
import static credits.ledger.Table.SORT;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of one partition that a query covers: those whose sort key begins with `prefix`, is not below `lowest` nor
/// above `highest`, and matches `sort`.
record KeyRange(
        String partition,
        Optional<String> prefix,
        Optional<String> lowest,
        Optional<String> highest,
        Predicate<String> sort) {
    private static final String PARAMETER = "KeyConditionExpression";

    static KeyRange parse(String text, Placeholders placeholders) {
        var tokens = new Tokens(PARAMETER, text);
        expectName(PARTITION, tokens, placeholders);
        tokens.expect("=");
        var partition = text(tokens.value(placeholders));
        var all = new KeyRange(partition, Optional.empty(), Optional.empty(), Optional.empty(), _ -> true);
        if (tokens.atEnd()) return all.valid();
        tokens.expect("AND");
        var range = all.narrowed(tokens, placeholders);
        tokens.expectEnd();
        return range.valid();
    }

    /// The rest of the range after `start`, the last key of the previous page.
    KeyRange after(Key start, boolean forward) {
        if (!holds(start) || endsAt(start, forward)) {
            throw Rejection.invalid("The provided starting key does not match the range key predicate");
        }
        var rest = forward ? from(start.sort()) : upTo(start.sort());
        return rest.where(each -> sort.test(each) && !each.equals(start.sort()));
    }

    /// Whether `key` is the bound at which the range ends, so that DynamoDB knows
    /// that nothing follows.
    boolean endsAt(Key key, boolean forward) {
        return (forward ? highest : lowest).filter(key.sort()::equals).isPresent();
    }

    /// The first sort key that may be in the range.
    Optional<String> first() {
        return lowest.or(() -> prefix);
    }

    /// Whether a key within the bounds is in the range.
    boolean passes(String key) {
        return key.startsWith(prefix.orElse("")) && sort.test(key);
    }

    private boolean holds(Key key) {
        return key.partition().equals(partition)
                && lowest.stream().allMatch(bound -> Key.compare(bound, key.sort()) <= 0)
                && highest.stream().allMatch(bound -> Key.compare(key.sort(), bound) <= 0)
                && passes(key.sort());
    }

    private KeyRange narrowed(Tokens tokens, Placeholders placeholders) {
        if (tokens.skip("begins_with")) return prefix(tokens, placeholders);
        expectName(SORT, tokens, placeholders);
        var comparison = tokens.next();
        if (comparison.equals("BETWEEN")) return between(tokens, placeholders);
        if (!Set.of("<", "<=", ">", ">=").contains(comparison)) throw tokens.unknown();
        var bound = text(tokens.value(placeholders));
        var range = comparison.startsWith("<") ? upTo(bound) : from(bound);
        return comparison.endsWith("=") ? range : range.where(sort -> !sort.equals(bound));
    }

    private KeyRange prefix(Tokens tokens, Placeholders placeholders) {
        tokens.expect("(");
        expectName(SORT, tokens, placeholders);
        tokens.expect(",");
        var prefix = text(tokens.value(placeholders));
        tokens.expect(")");
        return new KeyRange(partition, Optional.of(prefix), lowest, highest, sort);
    }

    private KeyRange between(Tokens tokens, Placeholders placeholders) {
        var from = text(tokens.value(placeholders));
        tokens.expect("AND");
        var to = text(tokens.value(placeholders));
        if (Key.compare(from, to) > 0) {
            throw Rejection.invalid("Invalid " + PARAMETER + ": The BETWEEN operator requires upper bound to be greater"
                    + " than or equal to lower bound; lower bound operand: AttributeValue: {S:" + from
                    + "}, upper bound operand: AttributeValue: {S:" + to + "}");
        }
        return from(from).upTo(to);
    }

    private KeyRange from(String bound) {
        return new KeyRange(partition, prefix, Optional.of(bound), highest, sort);
    }

    private KeyRange upTo(String bound) {
        return new KeyRange(partition, prefix, lowest, Optional.of(bound), sort);
    }

    private KeyRange where(Predicate<String> passes) {
        return new KeyRange(partition, prefix, lowest, highest, passes);
    }

    private static void expectName(String name, Tokens tokens, Placeholders placeholders) {
        if (!tokens.name(placeholders).equals(name)) throw tokens.unknown();
    }

    private static String text(AttributeValue value) {
        if (value.type() == AttributeValue.Type.S) return value.s();
        throw Rejection.invalid(
                "One or more parameter values were invalid: Condition parameter type does not match " + "schema type");
    }

    private KeyRange valid() {
        Key.notEmpty(PARTITION, partition);
        Stream.of(prefix, lowest, highest).flatMap(Optional::stream).forEach(bound -> {
            Key.notEmpty(SORT, bound);
            if (Key.bytes(bound) > Key.LONGEST_SORT) {
                throw Rejection.invalid("One or more parameter values were invalid: Aggregated size of all range keys "
                        + "has exceeded the size limit of " + Key.LONGEST_SORT + " bytes");
            }
        });
        return this;
    }
}

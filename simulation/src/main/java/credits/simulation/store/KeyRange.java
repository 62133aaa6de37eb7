package credits.simulation.store;

import static credits.aws.TableKeys.PARTITION_KEY;
import static credits.aws.TableKeys.SORT_KEY;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of one partition that a query covers: those whose sort key begins with `prefix`, is not below `lowest` nor
/// above `highest`, and matches `sortKeyFilter`.
record KeyRange(
        String partition,
        Optional<String> prefix,
        Optional<String> lowest,
        Optional<String> highest,
        Predicate<String> sortKeyFilter) {
    private static final String PARAMETER = "KeyConditionExpression";

    static KeyRange parse(String text, ExpressionPlaceholders placeholders) {
        var tokens = new ExpressionTokens(PARAMETER, text);
        expectAttribute(PARTITION_KEY, tokens, placeholders);
        tokens.expect("=");
        var partition = text(tokens.nextValue(placeholders));
        var all = new KeyRange(partition, Optional.empty(), Optional.empty(), Optional.empty(), _ -> true);
        if (tokens.atEnd()) return all.requireValid();
        tokens.expect("AND");
        var range = all.parseSortCondition(tokens, placeholders);
        tokens.expectEnd();
        return range.requireValid();
    }

    /// The rest of the range after `start`, the last key of the previous page.
    KeyRange after(ItemKey start, boolean forward) {
        if (!contains(start) || endsAt(start, forward)) {
            throw DynamoDbErrors.validationError("The provided starting key does not match the range key predicate");
        }
        var rest = forward ? from(start.sort()) : upTo(start.sort());
        return rest.withFilter(each -> sortKeyFilter.test(each) && !each.equals(start.sort()));
    }

    /// Whether `key` is the bound at which the range ends, so that DynamoDB knows
    /// that nothing follows.
    boolean endsAt(ItemKey key, boolean forward) {
        return (forward ? highest : lowest).filter(key.sort()::equals).isPresent();
    }

    /// The first sort key that may be in the range.
    Optional<String> firstSortKey() {
        return lowest.or(() -> prefix);
    }

    /// Whether a key within the bounds is in the range.
    boolean matchesSortKey(String key) {
        return key.startsWith(prefix.orElse("")) && sortKeyFilter.test(key);
    }

    private boolean contains(ItemKey key) {
        return key.partition().equals(partition)
                && lowest.stream().allMatch(bound -> ItemKey.compare(bound, key.sort()) <= 0)
                && highest.stream().allMatch(bound -> ItemKey.compare(key.sort(), bound) <= 0)
                && matchesSortKey(key.sort());
    }

    private KeyRange parseSortCondition(ExpressionTokens tokens, ExpressionPlaceholders placeholders) {
        if (tokens.skipIf("begins_with")) return prefix(tokens, placeholders);
        expectAttribute(SORT_KEY, tokens, placeholders);
        var comparison = tokens.next();
        if (comparison.equals("BETWEEN")) return parseBetween(tokens, placeholders);
        if (!Set.of("<", "<=", ">", ">=").contains(comparison)) throw tokens.unsupported();
        var bound = text(tokens.nextValue(placeholders));
        var range = comparison.startsWith("<") ? upTo(bound) : from(bound);
        return comparison.endsWith("=") ? range : range.withFilter(sort -> !sort.equals(bound));
    }

    private KeyRange prefix(ExpressionTokens tokens, ExpressionPlaceholders placeholders) {
        tokens.expect("(");
        expectAttribute(SORT_KEY, tokens, placeholders);
        tokens.expect(",");
        var prefix = text(tokens.nextValue(placeholders));
        tokens.expect(")");
        return new KeyRange(partition, Optional.of(prefix), lowest, highest, sortKeyFilter);
    }

    private KeyRange parseBetween(ExpressionTokens tokens, ExpressionPlaceholders placeholders) {
        var from = text(tokens.nextValue(placeholders));
        tokens.expect("AND");
        var to = text(tokens.nextValue(placeholders));
        if (ItemKey.compare(from, to) > 0) {
            throw DynamoDbErrors.validationError(
                    "Invalid " + PARAMETER + ": The BETWEEN operator requires upper bound to be greater"
                            + " than or equal to lower bound; lower bound operand: AttributeValue: {S:" + from
                            + "}, upper bound operand: AttributeValue: {S:" + to + "}");
        }
        return from(from).upTo(to);
    }

    private KeyRange from(String bound) {
        return new KeyRange(partition, prefix, Optional.of(bound), highest, sortKeyFilter);
    }

    private KeyRange upTo(String bound) {
        return new KeyRange(partition, prefix, lowest, Optional.of(bound), sortKeyFilter);
    }

    private KeyRange withFilter(Predicate<String> passes) {
        return new KeyRange(partition, prefix, lowest, highest, passes);
    }

    private static void expectAttribute(String name, ExpressionTokens tokens, ExpressionPlaceholders placeholders) {
        if (!tokens.nextName(placeholders).equals(name)) throw tokens.unsupported();
    }

    private static String text(AttributeValue value) {
        if (value.type() == AttributeValue.Type.S) return value.s();
        throw DynamoDbErrors.validationError(
                "One or more parameter values were invalid: Condition parameter type does not match " + "schema type");
    }

    private KeyRange requireValid() {
        ItemKey.requireNotEmpty(PARTITION_KEY, partition);
        Stream.of(prefix, lowest, highest).flatMap(Optional::stream).forEach(bound -> {
            ItemKey.requireNotEmpty(SORT_KEY, bound);
            if (ItemKey.utf8Bytes(bound) > ItemKey.MAX_SORT_BYTES) {
                throw DynamoDbErrors.validationError(
                        "One or more parameter values were invalid: Aggregated size of all range keys "
                                + "has exceeded the size limit of " + ItemKey.MAX_SORT_BYTES + " bytes");
            }
        });
        return this;
    }
}

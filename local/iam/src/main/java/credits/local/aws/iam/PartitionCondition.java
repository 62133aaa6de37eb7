package credits.local.aws.iam;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the partition that a query reads, as in `p = :organisation AND s > :from`.
public final class PartitionCondition {
    private static final Pattern EQUALITY = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

    private PartitionCondition() {}

    /// Returns the placeholder of the partition's value; empty if the expression has none.
    ///
    /// @param names the placeholders of attribute names
    /// @param keyName the table's partition key
    public static Optional<String> findPlaceholder(String expression, Map<String, String> names, String keyName) {
        return EQUALITY.matcher(expression)
                .results()
                .filter(equality -> keyName.equals(names.getOrDefault(equality.group(1), equality.group(1))))
                .map(equality -> equality.group(2))
                .findFirst();
    }
}

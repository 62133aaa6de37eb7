package credits.simulation.store;

import static credits.aws.TableKeys.PARTITION_KEY;
import static credits.aws.TableKeys.SORT_KEY;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The key of an item: partition and sort key, ordered as DynamoDB orders them, by their UTF-8 bytes.
record ItemKey(String partition, String sort) implements Comparable<ItemKey> {
    /// Limits of AWS, in bytes.
    static final int MAX_PARTITION_BYTES = 2048;

    static final int MAX_SORT_BYTES = 1024;

    /// The key of a whole item.
    static ItemKey ofItem(Map<String, AttributeValue> item) {
        var partition = text(item.get(PARTITION_KEY));
        var sort = text(item.get(SORT_KEY));
        requireNotEmpty(PARTITION_KEY, partition);
        requireNotEmpty(SORT_KEY, sort);
        if (utf8Bytes(partition) > MAX_PARTITION_BYTES || utf8Bytes(sort) > MAX_SORT_BYTES) {
            throw DynamoDbErrors.validationError("Hash primary key values must be under " + MAX_PARTITION_BYTES
                    + " bytes, and range primary key values must be under " + MAX_SORT_BYTES + " bytes");
        }
        return new ItemKey(partition, sort);
    }

    /// The key in a request: these two attributes and no others.
    static ItemKey ofKey(Map<String, AttributeValue> key) {
        if (key.size() != 2) throw DynamoDbErrors.validationError("The number of conditions on the keys is invalid");
        return ofItem(key);
    }

    static void requireNotEmpty(String attribute, String value) {
        if (value.isEmpty()) {
            throw DynamoDbErrors.validationError(
                    "One or more parameter values are not valid. The AttributeValue for a key "
                            + "attribute cannot contain an empty string value. Key: " + attribute);
        }
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION_KEY, AttributeValue.fromS(partition), SORT_KEY, AttributeValue.fromS(sort));
    }

    static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(@Nullable AttributeValue value) {
        if (value == null) throw DynamoDbErrors.validationError("One of the required keys was not given a value");
        if (value.type() != AttributeValue.Type.S) {
            throw DynamoDbErrors.validationError("One or more parameter values were invalid: Type mismatch for key");
        }
        return requireEncodable(value.s());
    }

    // DynamoDB stores each lone surrogate as "?", so that different keys would become one.
    private static String requireEncodable(String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) return text;
        throw new UnsupportedOperationException("a key with a lone surrogate");
    }

    @Override
    public int compareTo(ItemKey other) {
        int byPartition = compare(partition, other.partition);
        return byPartition != 0 ? byPartition : compare(sort, other.sort);
    }

    /// Compares by UTF-8 bytes, which is the order of code points; comparing by `char` would sort surrogates too low.
    static int compare(String one, String other) {
        int both = Math.min(one.length(), other.length());
        for (int i = 0; i < both; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) return Integer.compare(rank(a), rank(b));
        }
        return Integer.compare(one.length(), other.length());
    }

    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
    }
}

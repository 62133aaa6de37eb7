package credits.simulation.store;

import static credits.ledger.Table.PARTITION;
import static credits.ledger.Table.SORT;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The key of an item: partition and sort key, ordered as DynamoDB orders them, by their UTF-8 bytes.
record Key(String partition, String sort) implements Comparable<Key> {
    /// Limits of AWS, in bytes.
    static final int LONGEST_PARTITION = 2048;

    static final int LONGEST_SORT = 1024;

    /// The key of a whole item.
    static Key of(Map<String, AttributeValue> item) {
        var partition = text(item.get(PARTITION));
        var sort = text(item.get(SORT));
        notEmpty(PARTITION, partition);
        notEmpty(SORT, sort);
        if (bytes(partition) > LONGEST_PARTITION || bytes(sort) > LONGEST_SORT) {
            throw Rejection.invalid("Hash primary key values must be under " + LONGEST_PARTITION
                    + " bytes, and range primary key values must be under " + LONGEST_SORT + " bytes");
        }
        return new Key(partition, sort);
    }

    /// The key in a request: these two attributes and no others.
    static Key named(Map<String, AttributeValue> key) {
        if (key.size() != 2) throw Rejection.invalid("The number of conditions on the keys is invalid");
        return of(key);
    }

    static void notEmpty(String attribute, String value) {
        if (value.isEmpty()) {
            throw Rejection.invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    + "attribute cannot contain an empty string value. Key: " + attribute);
        }
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(@Nullable AttributeValue value) {
        if (value == null) throw Rejection.invalid("One of the required keys was not given a value");
        if (value.type() != AttributeValue.Type.S) {
            throw Rejection.invalid("One or more parameter values were invalid: Type mismatch for key");
        }
        return encodable(value.s());
    }

    // DynamoDB stores each lone surrogate as "?", so that different keys would become one.
    private static String encodable(String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) return text;
        throw new UnsupportedOperationException("a key with a lone surrogate");
    }

    @Override
    public int compareTo(Key other) {
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

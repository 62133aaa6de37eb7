package credits.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The 128 bits of an id that a caller created: a ULID or a UUID version 7. Both begin with 48 bits of milliseconds, so
/// they can be compared.
///
/// Two spellings of the same bits are the same id. See https://github.com/ulid/spec and RFC 9562, section 5.7.
public record UniqueId(long high, long low) implements Comparable<UniqueId> {
    /// The maximum time that the clock of an id's creator may be ahead of ours.
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /// How old an id may be when it is first used. Nothing needs to be looked up beyond.
    public static final Duration MAX_AGE = Duration.ofDays(35);

    /// The smallest id.
    public static final UniqueId MIN_VALUE = new UniqueId(0, 0);

    private static final String CROCKFORD_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ULID_LENGTH = 26;
    private static final int BITS_PER_CHARACTER = 5;
    private static final int TIMESTAMP_SHIFT = 16;
    // Version 7, variant 10.
    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");

    /// Parses a ULID (26 characters, in any case) or a UUID version 7 (with hyphens); anything else is empty.
    public static Optional<UniqueId> parse(String text) {
        if (text.length() == ULID_LENGTH) return parseUlid(text);
        if (!UUID_V7.matcher(text).matches()) return Optional.empty();
        var uuid = UUID.fromString(text);
        return Optional.of(new UniqueId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
    }

    private static Optional<UniqueId> parseUlid(String text) {
        if (text.charAt(0) > '7') return Optional.empty(); // 26 × 5 bits are two more than 128
        long high = 0;
        long low = 0;
        for (int i = 0; i < ULID_LENGTH; i++) {
            int digit = CROCKFORD_ALPHABET.indexOf(toUpperCase(text.charAt(i)));
            if (digit < 0) return Optional.empty();
            high = (high << BITS_PER_CHARACTER) | (low >>> (Long.SIZE - BITS_PER_CHARACTER));
            low = (low << BITS_PER_CHARACTER) | digit;
        }
        return Optional.of(new UniqueId(high, low));
    }

    private static char toUpperCase(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    /// Returns the smallest id that was created at `time` or later.
    public static UniqueId firstAt(Instant time) {
        return new UniqueId(time.toEpochMilli() << TIMESTAMP_SHIFT, 0);
    }

    /// Returns the time at which the id was created, in milliseconds since 1970, by its creator's clock.
    public long timestampMillis() {
        return high >>> TIMESTAMP_SHIFT;
    }

    /// Whether this id was created more than [#MAX_CLOCK_SKEW] after `clockTime`, which no correct clock does.
    public boolean isAheadOf(Instant clockTime) {
        return timestampMillis() > clockTime.plus(MAX_CLOCK_SKEW).toEpochMilli();
    }

    /// Whether this id was created more than [#MAX_AGE] before `time`.
    public boolean isTooOldAt(Instant time) {
        return timestampMillis() < time.minus(MAX_AGE).toEpochMilli();
    }

    /// Whether this id is greater than `other`, both taken as unsigned numbers.
    public boolean isGreaterThan(UniqueId other) {
        return compareTo(other) > 0;
    }

    public UniqueId max(UniqueId other) {
        return isGreaterThan(other) ? this : other;
    }

    @Override
    public int compareTo(UniqueId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// Returns the id as a ULID.
    @Override
    public String toString() {
        var text = new char[ULID_LENGTH];
        long upper = high;
        long lower = low;
        for (int i = ULID_LENGTH - 1; i >= 0; i--) {
            text[i] = CROCKFORD_ALPHABET.charAt((int) (lower & 31));
            lower = (lower >>> BITS_PER_CHARACTER) | (upper << (Long.SIZE - BITS_PER_CHARACTER));
            upper = upper >>> BITS_PER_CHARACTER;
        }
        return new String(text);
    }
}

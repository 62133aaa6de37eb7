package credits.client;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Generates ULIDs, which sort by time: 48 bits of milliseconds and 80 random bits in Crockford's base 32. See
/// https://github.com/ulid/spec.
final class Ulids {
    static final int LENGTH = 26;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_LETTERS = 10;
    private static final int BITS = 5;
    private static final int MASK = 31;

    private final RandomGenerator random;

    Ulids(RandomGenerator random) {
        this.random = random;
    }

    String next(Instant at) {
        var text = new char[LENGTH];
        long millis = at.toEpochMilli();
        for (int i = TIME_LETTERS - 1; i >= 0; i--, millis >>>= BITS) text[i] = ALPHABET.charAt((int) millis & MASK);
        for (int i = TIME_LETTERS; i < LENGTH; i++) text[i] = ALPHABET.charAt(random.nextInt(MASK + 1));
        return new String(text);
    }
}

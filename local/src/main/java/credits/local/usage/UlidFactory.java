package credits.local.usage;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Generates ULIDs: 48 bits of milliseconds and 80 random bits in Crockford's base 32.
public final class UlidFactory {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_CHARACTERS = 10;
    private static final int RANDOM_CHARACTERS = 16;

    private UlidFactory() {}

    public static String next(Instant at, RandomGenerator random) {
        var text = new StringBuilder();
        for (var character = TIME_CHARACTERS - 1; character >= 0; character--)
            text.append(ALPHABET.charAt((int) (at.toEpochMilli() >>> (5 * character)) & 31));
        random.ints(RANDOM_CHARACTERS, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .forEach(text::append);
        return text.toString();
    }
}

package credits.local;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Makes ids: 48 bits of milliseconds and 80 random ones, in Crockford's base 32.
public final class Ulid {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_LETTERS = 10;
    private static final int RANDOM_LETTERS = 16;

    private Ulid() {}

    public static String next(Instant at, RandomGenerator random) {
        var text = new StringBuilder();
        for (var letter = TIME_LETTERS - 1; letter >= 0; letter--)
            text.append(ALPHABET.charAt((int) (at.toEpochMilli() >>> (5 * letter)) & 31));
        random.ints(RANDOM_LETTERS, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .forEach(text::append);
        return text.toString();
    }
}

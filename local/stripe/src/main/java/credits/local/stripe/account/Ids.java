package credits.local.stripe.account;

import java.util.random.RandomGenerator;

/// Generates ids like Stripe's: a prefix that names the kind, followed by letters and digits.
final class Ids {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int USUAL_LENGTH = 24;
    private static final int SESSION_LENGTH = 58;

    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    /// @param prefix ends in an underscore, such as `pi_`
    String next(String prefix) {
        return prefix + letters(USUAL_LENGTH);
    }

    String session() {
        return "cs_test_a1" + letters(SESSION_LENGTH - 2);
    }

    private String letters(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        return text.toString();
    }
}

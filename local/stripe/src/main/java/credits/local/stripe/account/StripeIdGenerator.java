package credits.local.stripe.account;

import java.util.random.RandomGenerator;

/// Generates ids like Stripe's: a prefix that names the kind, followed by letters and digits.
final class StripeIdGenerator {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int DEFAULT_LENGTH = 24;
    private static final int SESSION_LENGTH = 58;

    private final RandomGenerator random;

    StripeIdGenerator(RandomGenerator random) {
        this.random = random;
    }

    /// @param prefix ends in an underscore, such as `pi_`
    String next(String prefix) {
        return prefix + randomText(DEFAULT_LENGTH);
    }

    String nextSessionId() {
        return "cs_test_a1" + randomText(SESSION_LENGTH - 2);
    }

    private String randomText(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        return text.toString();
    }
}

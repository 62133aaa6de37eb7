package credits.infrastructure;

import static java.util.stream.Collectors.joining;

import credits.settings.EnvironmentVariable;
import java.util.List;

/// What may be topped up, amounts in whole EUR before VAT: `topUp` of a stage.
///
/// @param presets the amounts that the page offers, ascending, between `minimum` and `maximum`
/// @param firstMinimum the minimum of an organisation's first top-up
/// @param perDay,perMemberAndDay the top-ups that an organisation, and one of its members, may start in a day
/// @param amountPerDay the credits of all top-ups that an organisation may start in a day
/// @param declinesPerDay the declined payments of a day after which an organisation starts no more top-ups
/// @param threeDSecure when cards are asked for 3-D Secure
record TopUpSettings(
        List<Integer> presets,
        int minimum,
        int maximum,
        int firstMinimum,
        int perDay,
        int perMemberAndDay,
        int amountPerDay,
        int declinesPerDay,
        ThreeDSecure threeDSecure) {
    private static final int MAX_AMOUNT = 1_000_000;
    private static final int MAX_COUNT = 1_000;

    /// When cards are asked for 3-D Secure, as Stripe names it.
    enum ThreeDSecure {
        AUTOMATIC,
        ANY,
        CHALLENGE
    }

    TopUpSettings {
        presets = List.copyOf(presets);
    }

    static TopUpSettings read(SettingsReader reader) {
        int minimum = reader.wholeNumber("minimum", 1, MAX_AMOUNT);
        int maximum = reader.wholeNumber("maximum", minimum, MAX_AMOUNT);
        var topUpSettings = new TopUpSettings(
                reader.risingNumbers("presets", minimum, maximum),
                minimum,
                maximum,
                reader.wholeNumber("firstMinimum", minimum, maximum),
                reader.wholeNumber("perDay", 1, MAX_COUNT),
                reader.wholeNumber("perMemberAndDay", 1, MAX_COUNT),
                reader.wholeNumber("amountPerDay", maximum, 100 * MAX_AMOUNT),
                reader.wholeNumber("declinesPerDay", 1, MAX_COUNT),
                reader.enumValue("threeDSecure", ThreeDSecure.class));
        reader.rejectUnknownKeys();
        return topUpSettings;
    }

    /// The presets as the functions read them: `10,50,100`.
    String formatPresets() {
        return presets.stream().map(String::valueOf).collect(joining(","));
    }

    /// Sets what the function that starts top-ups reads.
    void setLimits(JavaFunction checkout) {
        checkout.setEnvironment(EnvironmentVariable.TOP_UP_MINIMUM, Integer.toString(minimum));
        checkout.setEnvironment(EnvironmentVariable.TOP_UP_MAXIMUM, Integer.toString(maximum));
        checkout.setEnvironment(EnvironmentVariable.TOP_UP_FIRST_MINIMUM, Integer.toString(firstMinimum));
        checkout.setEnvironment(EnvironmentVariable.TOP_UPS_PER_DAY, Integer.toString(perDay));
        checkout.setEnvironment(EnvironmentVariable.TOP_UPS_PER_MEMBER, Integer.toString(perMemberAndDay));
        checkout.setEnvironment(EnvironmentVariable.TOP_UP_AMOUNT_PER_DAY, Integer.toString(amountPerDay));
        checkout.setEnvironment(EnvironmentVariable.THREE_D_SECURE, threeDSecure.name());
        setDeclineLimit(checkout);
    }

    /// Sets what the function that counts declined payments reads.
    void setDeclineLimit(JavaFunction function) {
        function.setEnvironment(EnvironmentVariable.DECLINES_PER_DAY, Integer.toString(declinesPerDay));
    }
}

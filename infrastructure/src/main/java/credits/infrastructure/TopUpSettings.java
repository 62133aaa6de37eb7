package credits.infrastructure;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// The amounts that may be topped up, in whole EUR before VAT: `topUp` of a stage.
///
/// @param presets the amounts that the page offers, ascending, between `minimum` and `maximum`
record TopUpSettings(List<Integer> presets, int minimum, int maximum) {
    private static final int MAX_AMOUNT = 1_000_000;

    TopUpSettings {
        presets = List.copyOf(presets);
    }

    static TopUpSettings read(SettingsReader reader) {
        int minimum = reader.wholeNumber("minimum", 1, MAX_AMOUNT);
        int maximum = reader.wholeNumber("maximum", minimum, MAX_AMOUNT);
        var topUpSettings = new TopUpSettings(reader.risingNumbers("presets", minimum, maximum), minimum, maximum);
        reader.rejectUnknownKeys();
        return topUpSettings;
    }

    /// The presets as the functions read them: `10,50,100`.
    String formatPresets() {
        return presets.stream().map(String::valueOf).collect(joining(","));
    }
}

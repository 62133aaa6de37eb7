package credits.infrastructure;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// The amounts that may be topped up, in whole EUR before VAT: `topUp` of a stage.
///
/// @param presets the amounts that the page offers, ascending, between `minimum` and `maximum`
record TopUp(List<Integer> presets, int minimum, int maximum) {
    private static final int MOST = 1_000_000;

    TopUp {
        presets = List.copyOf(presets);
    }

    static TopUp in(Keys keys) {
        int minimum = keys.number("minimum", 1, MOST);
        int maximum = keys.number("maximum", minimum, MOST);
        var topUp = new TopUp(keys.numbers("presets", minimum, maximum), minimum, maximum);
        keys.refuseOthers();
        return topUp;
    }

    /// The presets as the functions read them: `10,50,100`.
    String presetsAsText() {
        return presets.stream().map(String::valueOf).collect(joining(","));
    }
}

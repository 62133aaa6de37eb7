package credits.function.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceBrandingTest {
    @ParameterizedTest
    @ValueSource(strings = {"#1f4fd8", "#0b6e4f", "#767676", "#000000"})
    void a_colour_with_enough_contrast_to_white_is_accepted(String colour) {
        assertThat(new InvoiceBranding(colour, Optional.empty()).colour()).isEqualTo(colour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#777777", "#ffcc00", "#ffffff", "1f4fd8", "#1f4", "blue", ""})
    void a_colour_that_is_too_light_or_malformed_is_refused(String colour) {
        assertThatThrownBy(() -> new InvoiceBranding(colour, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void our_own_text_colours_have_enough_contrast() {
        assertThat(RgbColour.MUTED.contrastRatio(RgbColour.GROUND)).isGreaterThan(4.5);
        assertThat(RgbColour.INK.contrastRatio(RgbColour.GROUND)).isGreaterThan(4.5);
    }

    @Test
    void an_oversized_logo_is_refused() {
        assertThatThrownBy(() -> new InvoiceBranding("#1f4fd8", Optional.of(new byte[15_001])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

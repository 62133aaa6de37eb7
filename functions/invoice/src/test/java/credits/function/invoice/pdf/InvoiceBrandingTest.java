package credits.function.invoice.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrandTest {
    @ParameterizedTest
    @ValueSource(strings = {"#1f4fd8", "#0b6e4f", "#767676", "#000000"})
    void a_colour_that_white_text_can_be_read_on_is_taken(String colour) {
        assertThat(new Brand(colour, Optional.empty()).colour()).isEqualTo(colour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#777777", "#ffcc00", "#ffffff", "1f4fd8", "#1f4", "blue", ""})
    void one_that_it_cannot_or_that_is_none_is_refused(String colour) {
        assertThatThrownBy(() -> new Brand(colour, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void our_own_texts_stand_out_from_their_grounds() {
        assertThat(Colour.MUTED.contrast(Colour.GROUND)).isGreaterThan(4.5);
        assertThat(Colour.INK.contrast(Colour.GROUND)).isGreaterThan(4.5);
    }

    @Test
    void a_logo_that_would_fill_the_file_is_refused() {
        assertThatThrownBy(() -> new Brand("#1f4fd8", Optional.of(new byte[15_001])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

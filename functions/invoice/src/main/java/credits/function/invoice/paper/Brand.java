package credits.function.invoice.paper;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The seller's branding on documents.
///
/// @param colour the colour of the band and the total, such as `#1f4fd8`; dark enough for white text
/// @param logo a PNG or JPEG of at most 15,000 bytes; if empty, the seller's name is printed instead
public record Brand(String colour, Optional<byte[]> logo) {
    private static final double LEAST_CONTRAST = 4.5;
    private static final int LARGEST_LOGO = 15_000;

    public Brand {
        if (Colour.of(colour).contrast(Colour.WHITE) < LEAST_CONTRAST) {
            throw new IllegalArgumentException("the colour is too light for white text");
        }
        if (logo.isPresent() && logo.get().length > LARGEST_LOGO) {
            throw new IllegalArgumentException("the logo is larger than " + LARGEST_LOGO + " bytes");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Brand(var otherColour, var otherLogo)
                && colour.equals(otherColour)
                && Arrays.equals(logo.orElse(new byte[0]), otherLogo.orElse(new byte[0]));
    }

    @Override
    public int hashCode() {
        return 31 * colour.hashCode() + Arrays.hashCode(logo.orElse(new byte[0]));
    }
}

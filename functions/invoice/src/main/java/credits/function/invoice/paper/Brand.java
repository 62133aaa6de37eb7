package credits.function.invoice.paper;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the seller's paper looks.
///
/// @param colour of the band and the sum, such as `#1f4fd8`
/// @param logo a PNG or JPEG of at most 15,000 bytes; without one the seller's name stands there
public record Brand(String colour, Optional<byte[]> logo) {
    private static final int LARGEST_LOGO = 15_000;

    public Brand {
        var _ = Colour.of(colour);
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

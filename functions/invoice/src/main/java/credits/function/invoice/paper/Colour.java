package credits.function.invoice.paper;

import com.google.errorprone.annotations.Immutable;

/// A colour of the page in sRGB, each part 0 to 255. All text on all grounds has a contrast of at least 4.5 : 1.
@Immutable
record Colour(int red, int green, int blue) {
    static final Colour INK = new Colour(0x16, 0x1b, 0x26);
    static final Colour MUTED = new Colour(0x57, 0x60, 0x70);
    static final Colour RULE = new Colour(0xd9, 0xdd, 0xe4);
    static final Colour GROUND = new Colour(0xf4, 0xf6, 0xf9);

    /// Reads `#1f4fd8`; anything else is an [IllegalArgumentException].
    static Colour of(String hex) {
        if (!hex.matches("#[0-9a-fA-F]{6}")) throw new IllegalArgumentException("not a colour: " + hex);
        int value = Integer.parseInt(hex.substring(1), 16);
        return new Colour(value >> 16, (value >> 8) & 0xff, value & 0xff);
    }
}

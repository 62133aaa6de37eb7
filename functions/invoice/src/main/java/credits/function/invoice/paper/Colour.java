package credits.function.invoice.paper;

import com.google.errorprone.annotations.Immutable;

/// An sRGB colour of the page, each component 0 to 255.
///
/// All text has a contrast of at least 4.5 : 1 to its background (WCAG 2.2, success criterion 1.4.3).
@Immutable
record Colour(int red, int green, int blue) {
    static final Colour WHITE = new Colour(0xff, 0xff, 0xff);
    static final Colour INK = new Colour(0x16, 0x1b, 0x26);
    static final Colour MUTED = new Colour(0x57, 0x60, 0x70);
    static final Colour RULE = new Colour(0xd9, 0xdd, 0xe4);
    static final Colour GROUND = new Colour(0xf4, 0xf6, 0xf9);

    /// Parses a colour such as `#1f4fd8`. Throws [IllegalArgumentException] for anything else.
    static Colour of(String hex) {
        if (!hex.matches("#[0-9a-fA-F]{6}")) throw new IllegalArgumentException("not a colour: " + hex);
        int value = Integer.parseInt(hex.substring(1), 16);
        return new Colour(value >> 16, (value >> 8) & 0xff, value & 0xff);
    }

    /// The contrast ratio of the two colours, 1 to 21, as defined by WCAG 2.2.
    double contrast(Colour other) {
        double one = luminance() + 0.05;
        double two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}

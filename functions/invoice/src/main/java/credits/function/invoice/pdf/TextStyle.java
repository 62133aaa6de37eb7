package credits.function.invoice.pdf;

/// A text style: font size and line height in points, and colour.
enum TextStyle {
    TITLE(true, 25, 30, RgbColour.INK),
    WORDMARK(true, 15, 19, RgbColour.INK),
    LABEL(true, 7.5f, 11, RgbColour.MUTED),
    STRONG(true, 9.5f, 13.5f, RgbColour.INK),
    BODY(false, 9.5f, 13.5f, RgbColour.INK),
    SMALL(false, 8, 11.5f, RgbColour.MUTED),
    ID(false, 8, 13.5f, RgbColour.INK),
    FIGURE(true, 18, 22, RgbColour.INK);

    private final boolean isBold;
    private final float size;
    private final float leading;
    private final RgbColour colour;

    TextStyle(boolean isBold, float size, float leading, RgbColour colour) {
        this.isBold = isBold;
        this.size = size;
        this.leading = leading;
        this.colour = colour;
    }

    boolean isBold() {
        return isBold;
    }

    float size() {
        return size;
    }

    float leading() {
        return leading;
    }

    RgbColour colour() {
        return colour;
    }
}

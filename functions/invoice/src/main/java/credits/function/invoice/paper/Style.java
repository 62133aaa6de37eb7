package credits.function.invoice.paper;

/// A text style: font size and line height in points, and colour.
enum Style {
    TITLE(true, 25, 30, Colour.INK),
    WORDMARK(true, 15, 19, Colour.INK),
    LABEL(true, 7.5f, 11, Colour.MUTED),
    STRONG(true, 9.5f, 13.5f, Colour.INK),
    BODY(false, 9.5f, 13.5f, Colour.INK),
    SMALL(false, 8, 11.5f, Colour.MUTED),
    ID(false, 8, 13.5f, Colour.INK),
    FIGURE(true, 18, 22, Colour.INK);

    private final boolean bold;
    private final float size;
    private final float leading;
    private final Colour colour;

    Style(boolean bold, float size, float leading, Colour colour) {
        this.bold = bold;
        this.size = size;
        this.leading = leading;
        this.colour = colour;
    }

    boolean bold() {
        return bold;
    }

    float size() {
        return size;
    }

    float leading() {
        return leading;
    }

    Colour colour() {
        return colour;
    }
}

package credits.wire;

import org.jspecify.annotations.Nullable;

/// A place in a JSON value. It is formatted as in RFC 6901 only when there is an error at that place.
public record Pointer(@Nullable Pointer parent, String token) {
    /// The whole value.
    public static final Pointer WHOLE = new Pointer(null, "");

    public Pointer at(String name) {
        return new Pointer(this, name);
    }

    public Pointer at(int index) {
        return new Pointer(this, Integer.toString(index));
    }

    @Override
    public String toString() {
        return parent == null ? "" : parent + "/" + token.replace("~", "~0").replace("/", "~1");
    }
}

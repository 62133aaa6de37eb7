package credits.wire;

import org.jspecify.annotations.Nullable;

/// A place in a JSON value. It is spelt out, as RFC 6901 says, only when something is wrong there.
record Pointer(@Nullable Pointer parent, String token) {
    /// The whole value.
    static final Pointer WHOLE = new Pointer(null, "");

    Pointer at(String name) {
        return new Pointer(this, name);
    }

    Pointer at(int index) {
        return new Pointer(this, Integer.toString(index));
    }

    @Override
    public String toString() {
        return parent == null ? "" : parent + "/" + token.replace("~", "~0").replace("/", "~1");
    }
}

package credits.json;

import org.jspecify.annotations.Nullable;

/// A place in a JSON value. It is formatted as in RFC 6901 only when there is an error at that place.
public record JsonPointer(@Nullable JsonPointer parent, String token) {
    /// The whole value.
    public static final JsonPointer ROOT = new JsonPointer(null, "");

    public JsonPointer child(String name) {
        return new JsonPointer(this, name);
    }

    public JsonPointer child(int index) {
        return new JsonPointer(this, Integer.toString(index));
    }

    @Override
    public String toString() {
        return parent == null ? "" : parent + "/" + token.replace("~", "~0").replace("/", "~1");
    }
}

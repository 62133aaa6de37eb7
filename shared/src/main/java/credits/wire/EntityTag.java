package credits.wire;

/// The version of what was read, as `ETag` and `If-Match` carry it: strong, `"…"` (RFC 9110, section 8.8.3).
public record EntityTag(long version) {
    /// The header's value.
    @Override
    public String toString() {
        return "\"" + version + "\"";
    }
}

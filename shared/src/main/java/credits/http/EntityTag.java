package credits.http;

import static java.util.stream.Collectors.joining;

import credits.json.Json;
import java.util.List;

/// The version of a resource, as `ETag` and `If-Match` carry it: a strong tag, `"…"` (RFC 9110, section 8.8.3).
///
/// @param versions one for each part that changes on its own, at least one
public record EntityTag(List<Long> versions) {
    public EntityTag {
        versions = List.copyOf(versions);
    }

    public static EntityTag of(Long... versions) {
        return new EntityTag(List.of(versions));
    }

    /// Returns the tag of a resource that has no version of its own: a hash of its content.
    public static EntityTag ofContent(Json.JsonObject content) {
        return of(IdempotencyKey.contentHash(content) & Long.MAX_VALUE);
    }

    /// Returns the header's value, such as `"7-3"`.
    @Override
    public String toString() {
        return versions.stream().map(String::valueOf).collect(joining("-", "\"", "\""));
    }
}

package credits.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/// The `If-Match` header: the version that a request means to change, as one entity tag, or `*` for whichever is
/// in force.
///
/// @param tag the entity tag as it was sent; empty for any version
public record IfMatch(Optional<String> tag) {
    // RFC 9110: printable ASCII between quotation marks, without any inside. A weak tag is well formed and
    // never matches.
    private static final Pattern TAG = Pattern.compile("(W/)?\"[!#-~]{0,64}\"");

    private static final String VERSION = "(0|[1-9][0-9]{0,14})";
    private static final Pattern OURS = Pattern.compile("\"" + VERSION + "(-" + VERSION + ")*\"");
    private static final long NONE = -1;

    /// Parses the header; without it the request throws [Rejected] with 428.
    public static IfMatch of(HttpRequest request) {
        var header = request.header("if-match").orElseThrow(() -> new Rejected(Problem.preconditionRequired()));
        var value = header.strip();
        if (value.equals("*")) return new IfMatch(Optional.empty());
        if (TAG.matcher(value).matches()) return new IfMatch(Optional.of(value));
        throw new Rejected(Problem.invalidRequest(
                "/headers/if-match", "must be one entity tag from an ETag header, or *"));
    }

    /// Returns the version that the tag names for a part, counted from 0 as in [EntityTag]; empty for whichever is in
    /// force. A tag that we never issued names a version that does not exist.
    public Optional<Long> version(int part) {
        return tag.map(text -> version(text, part));
    }

    private static long version(String text, int part) {
        if (!OURS.matcher(text).matches()) return NONE;
        var versions = text.substring(1, text.length() - 1).split("-", -1);
        return part < versions.length ? Long.parseLong(versions[part]) : NONE;
    }
}

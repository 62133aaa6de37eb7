package credits.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// The `If-Match` header: the version that a request means to change, as one entity tag, or `*` for whichever is
/// in force.
///
/// @param tag the entity tag as it was sent; empty for any version
public record IfMatchHeader(Optional<String> tag) {
    // RFC 9110: printable ASCII between quotation marks, without any inside. A weak tag is well formed and
    // never matches.
    private static final Pattern TAG_FORMAT = Pattern.compile("(W/)?\"[!#-~]{0,64}\"");

    private static final String VERSION_FORMAT = "(0|[1-9][0-9]{0,14})";
    private static final Pattern GENERATED_FORMAT =
            Pattern.compile("\"" + VERSION_FORMAT + "(-" + VERSION_FORMAT + ")*\"");
    private static final long UNKNOWN_VERSION = -1;

    /// Parses the header; without it the request throws [ProblemException] with 428.
    public static IfMatchHeader from(ApiRequest request) {
        return find(request).orElseThrow(() -> new ProblemException(Problem.preconditionRequired()));
    }

    /// Parses the header; empty without it.
    public static Optional<IfMatchHeader> find(ApiRequest request) {
        return request.header("if-match").map(IfMatchHeader::parse);
    }

    private static IfMatchHeader parse(String header) {
        var value = header.strip();
        if (value.equals("*")) return new IfMatchHeader(Optional.empty());
        if (TAG_FORMAT.matcher(value).matches()) return new IfMatchHeader(Optional.of(value));
        throw new ProblemException(
                Problem.invalidRequest("/headers/if-match", "must be one entity tag from an ETag header, or *"));
    }

    /// Whether the request means to change the version with the tag `inForce`.
    public boolean matches(EntityTag inForce) {
        return tag.isEmpty() || tag.get().equals(inForce.toString());
    }

    /// Returns the version that the tag names for a part, counted from 0 as in [EntityTag]; empty for whichever is in
    /// force. A tag that we never issued names a version that does not exist.
    public Optional<Long> expectedVersion(int part) {
        return tag.map(text -> parseVersion(text, part));
    }

    private static long parseVersion(String text, int part) {
        if (!GENERATED_FORMAT.matcher(text).matches()) return UNKNOWN_VERSION;
        var versions = text.substring(1, text.length() - 1).split("-", -1);
        return part < versions.length ? Long.parseLong(versions[part]) : UNKNOWN_VERSION;
    }
}

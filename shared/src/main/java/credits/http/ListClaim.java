package credits.http;

import java.util.List;
import java.util.Map;

/// A claim that lists permissions or roles, in the one format in which the identity provider writes it.
///
/// API Gateway passes claims on as text, and an array as `[a b]`, so the text alone does not tell a list from a single
/// name with blanks or brackets. A claim in another format than the configured one lists nothing.
///
/// @param name the name of the claim
public record ListClaim(String name, Format format) {
    /// How an identity provider writes lists.
    public enum Format {
        /// A JSON array. The provider must not give out names with blanks.
        ARRAY,
        /// One text with the names separated by single blanks, like `scope`.
        SPACES,
        /// A single name.
        TEXT
    }

    /// Returns the names that the claim lists.
    List<String> namesIn(Map<String, String> claims) {
        var claim = claims.get(name);
        if (claim == null) return List.of();
        return switch (format) {
            case ARRAY -> elements(claim);
            case SPACES -> List.of(claim.split(" ", -1));
            case TEXT -> List.of(claim);
        };
    }

    private static List<String> elements(String claim) {
        boolean isArray = claim.startsWith("[") && claim.endsWith("]") && claim.length() >= 2;
        return isArray ? List.of(claim.substring(1, claim.length() - 1).split(" ", -1)) : List.of();
    }
}

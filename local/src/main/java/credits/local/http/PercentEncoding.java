package credits.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Decodes percent-encoded text.
public final class PercentEncoding {
    private PercentEncoding() {}

    /// Decodes a part of a query, where a plus sign is a space.
    static String decodeQuery(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// Decodes a part of a path, where a plus sign stands for itself.
    public static String decodePath(String text) {
        return decodeQuery(text.replace("+", "%2B"));
    }
}

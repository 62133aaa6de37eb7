package credits.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Percent-encoding, undone.
public final class PercentEncoding {
    private PercentEncoding() {}

    /// In a query a plus sign is a space.
    static String decodeQuery(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// In a path a plus sign is itself.
    public static String decodePath(String text) {
        return decodeQuery(text.replace("+", "%2B"));
    }
}

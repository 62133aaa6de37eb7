package credits.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Percent-encoding, undone.
final class Encoded {
    private Encoded() {}

    /// In a query a plus sign is a space.
    static String query(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// In a path a plus sign is itself.
    static String path(String text) {
        return query(text.replace("+", "%2B"));
    }
}

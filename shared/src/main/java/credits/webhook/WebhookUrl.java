package credits.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// The URL of a receiver: `https`, with the name of a host, at most 500 characters of ASCII, and neither credentials
/// nor
/// a fragment. Anything else throws [IllegalArgumentException] with the rule. Which addresses the name has is looked up
/// at each delivery.
public record WebhookUrl(URI uri) {
    private static final String RULE = "must be an https URL with the name of a host, such as"
            + " https://hooks.example.com/credits, without credentials and fragment";
    private static final int MAX_LENGTH = 500;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;
    // At least one letter in the last label: an IPv4 address in any spelling has none. That of IPv6 has brackets.
    private static final Pattern HOST_NAME =
            Pattern.compile("([0-9A-Za-z-]{1,63}\\.)*(?=[0-9-]*[A-Za-z])(?!0[xX])[0-9A-Za-z-]{1,63}");
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[!-~]+");

    public WebhookUrl {
        if (!isAllowed(uri)) throw new IllegalArgumentException(RULE);
    }

    public static WebhookUrl parse(String text) {
        try {
            return new WebhookUrl(new URI(text));
        } catch (URISyntaxException noUrl) {
            throw new IllegalArgumentException(RULE, noUrl);
        }
    }

    private static boolean isAllowed(URI uri) {
        var text = uri.toString();
        return text.length() <= MAX_LENGTH
                && PRINTABLE_ASCII.matcher(text).matches()
                && "https".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && HOST_NAME.matcher(uri.getHost()).matches()
                && uri.getPort() != 0
                && uri.getPort() <= MAX_PORT
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
    }

    /// Returns the name of the host.
    public String host() {
        return uri.getHost();
    }

    public int port() {
        return uri.getPort() == -1 ? HTTPS_PORT : uri.getPort();
    }

    /// Returns the host as the `Host` header names it: with the port, unless that is 443.
    public String authority() {
        return port() == HTTPS_PORT ? host() : host() + ":" + port();
    }

    /// Returns the path with the query, as the first line of a request has it.
    public String requestTarget() {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}

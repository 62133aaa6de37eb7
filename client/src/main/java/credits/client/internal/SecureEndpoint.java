package credits.client.internal;

import java.net.URI;
import java.util.regex.Pattern;

/// The rule that tokens and secrets are sent encrypted, or not beyond this machine.
public final class SecureEndpoint {
    // Literal addresses and the one name that never leaves the machine: nothing is looked up.
    private static final Pattern LOOPBACK_PATTERN =
            Pattern.compile("(?i)localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1]");

    private SecureEndpoint() {}

    /// Throws an [IllegalArgumentException] that names the address, unless it may be sent secrets.
    public static void require(URI address, String name) {
        if (!isEncrypted(address) && !isLoopback(address))
            throw new IllegalArgumentException(name + " must begin with https://: " + address);
    }

    private static boolean isEncrypted(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
    }

    private static boolean isLoopback(URI address) {
        return "http".equalsIgnoreCase(address.getScheme())
                && address.getHost() != null
                && LOOPBACK_PATTERN.matcher(address.getHost()).matches();
    }
}

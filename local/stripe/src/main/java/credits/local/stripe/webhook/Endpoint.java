package credits.local.stripe.webhook;

import java.net.URI;
import java.util.List;

/// The address that events are sent to, and the secrets that they are signed with: two during a rotation.
public record Endpoint(URI url, List<String> secrets) {
    public Endpoint {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}

package credits.local.stripe.webhook;

import java.net.URI;
import java.util.List;

/// Where events go, and the secrets they are signed with: two while one is rolled.
public record Endpoint(URI url, List<String> secrets) {
    public Endpoint {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}

package credits.client.authorization;

import credits.client.internal.UlidGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Creates clients with a clock that the test chooses instead of the machine's.
public final class ClockedCreditsClient {
    private ClockedCreditsClient() {}

    public static CreditsClient create(ApiTransport transport, InstantSource clock) {
        var random = new SecureRandom();
        var client = new RetryingClient(
                transport, Timeouts.DEFAULT, random, System::nanoTime, time -> Thread.sleep(time.toMillis()));
        return new CreditsClient(client, new UlidGenerator(random), clock);
    }
}

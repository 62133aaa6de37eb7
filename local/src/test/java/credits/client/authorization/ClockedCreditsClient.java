package credits.client.authorization;

import credits.client.internal.UlidGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The client with a clock that a test chooses, where the library has the machine's.
public final class ClockedCreditsClient {
    private ClockedCreditsClient() {}

    public static CreditsClient create(ApiTransport transport, InstantSource clock) {
        var random = new SecureRandom();
        var client = new RetryingClient(
                transport, Timeouts.DEFAULT, random, System::nanoTime, time -> Thread.sleep(time.toMillis()));
        return new CreditsClient(client, new UlidGenerator(random), clock);
    }
}

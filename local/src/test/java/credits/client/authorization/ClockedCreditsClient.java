package credits.client;

import java.security.SecureRandom;
import java.time.InstantSource;

/// The client with a clock that a test chooses, where the library has the machine's.
public final class ClientFixture {
    private ClientFixture() {}

    public static Credits credits(Transport transport, InstantSource clock) {
        var random = new SecureRandom();
        var calls =
                new Calls(transport, Patience.DEFAULT, random, System::nanoTime, time -> Thread.sleep(time.toMillis()));
        return new Credits(calls, new Ulids(random), clock);
    }
}

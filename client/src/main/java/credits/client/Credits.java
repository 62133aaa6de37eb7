package credits.client;

import credits.client.Transport.Call;
import credits.client.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Asks before spending. Fails closed: whatever goes wrong is a [NotAuthorized], never a yes. Make one for a
/// process and share it between threads.
///
/// Every intention gets its key once and is repeated under it until an answer decides or the time is over, so a
/// lost answer neither holds nor debits twice.
public final class Credits {
    private static final String AUTHORIZATIONS = "/v1/authorizations";

    private final Calls calls;
    private final Ulids ids;
    private final InstantSource clock;

    Credits(Calls calls, Ulids ids, InstantSource clock) {
        this.calls = calls;
        this.ids = ids;
        this.clock = clock;
    }

    /// The service at `endpoint`, such as `https://credits.example.com`.
    ///
    /// @param token gives an access token with the permission `usage:authorize`; asked for every attempt
    public static Credits at(URI endpoint, Supplier<String> token) {
        var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        return over(new HttpTransport(endpoint, token, client), Patience.DEFAULT);
    }

    /// The service at the end of `transport`.
    public static Credits over(Transport transport, Patience patience) {
        var random = new SecureRandom();
        var calls = new Calls(transport, patience, random, System::nanoTime, time -> Thread.sleep(time.toMillis()));
        return new Credits(calls, new Ulids(random), Clock.systemUTC());
    }

    /// Holds what `ask` may cost at most, until it is captured, released, or expires.
    ///
    /// @throws Refused if the money is not there
    /// @throws Rejected if the service said no for another reason
    /// @throws NoAnswer if nothing decided in time: not authorized
    public Authorization authorize(Organisation organisation, Ask ask) {
        return new Authorization(this, organisation, ask.operation(), ask(organisation, ask, false));
    }

    /// Debits what `ask` costs at once: for work whose cost is known before. Throws as [#authorize] does.
    public Standing debit(Organisation organisation, Ask ask) {
        return ask(organisation, ask, true);
    }

    private Standing ask(Organisation organisation, Ask ask, boolean capture) {
        var body = Json.write()
                .put("organisation", organisation.id())
                .put("operation", ask.operation())
                .put("quantity", ask.quantity().toString());
        // A debit leaves nothing that could expire.
        if (!capture) body.putRaw("expires_in", Long.toString(ask.expiresIn().toSeconds()));
        body.putRaw("capture", Boolean.toString(capture));
        ask.member().ifPresent(member -> body.put("member", member));
        ask.reference().ifPresent(reference -> body.put("reference", reference));
        var call = Call.post(AUTHORIZATIONS, ask.key().orElseGet(this::key), body.text());
        return calls.make(call, ask.key().isPresent(), Standing::of);
    }

    /// How the organisation stands.
    public Quota quota(Organisation organisation) {
        return calls.make(Call.get("/v1/quota?organisation=" + organisation), Quota::of);
    }

    /// How it stands, and whether so much of `operation` would be authorized now.
    public Quota quota(Organisation organisation, String operation, Quantity quantity) {
        var target = "/v1/quota?organisation=" + organisation + "&operation=" + Name.checked(operation, "operation")
                + "&quantity=" + quantity;
        return calls.make(Call.get(target), Quota::of);
    }

    /// @param again was it asked for before, and not decided?
    Standing capture(Organisation organisation, String authorization, String key, Quantity quantity, boolean again) {
        var body = Json.write().put("organisation", organisation.id()).put("quantity", quantity.toString());
        var call = Call.post(AUTHORIZATIONS + "/" + authorization + "/capture", key, body.text());
        return calls.make(call, again, Standing::of);
    }

    /// @param again was it asked for before?
    Standing release(Organisation organisation, String authorization, String key, boolean again) {
        var body = Json.write().put("organisation", organisation.id());
        var call = Call.post(AUTHORIZATIONS + "/" + authorization + "/release", key, body.text());
        return calls.make(call, again, Standing::of);
    }

    /// A key for one intention.
    String key() {
        return ids.next(clock.instant());
    }
}

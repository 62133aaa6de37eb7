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

/// Authorizes spending before it happens. Fails closed: anything but a granted authorization is an
/// [NotAuthorized]. Create one per process and share it between threads.
///
/// Every operation has an idempotency key and is retried with it until an answer is final or the time is up, so a lost
/// response neither holds nor debits twice.
///
/// ```java
/// var credits = CreditsClient.create(URI.create("https://credits.example.com"), tokens::current);
/// try (var authorization =
///         credits.authorize(acme, AuthorizationRequest.of("translation.document", UsageQuantity.of(5000)))) {
///     authorization.capture(UsageQuantity.of(translate(document)));
/// }
/// ```
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

    /// Creates a client for the service at `endpoint`, such as `https://credits.example.com`,
    /// with default timeouts.
    ///
    /// @param token returns an access token with the permission `usage:authorize`; called for every attempt
    public static Credits at(URI endpoint, Supplier<String> token) {
        var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        return over(new HttpTransport(endpoint, token, client), Patience.DEFAULT);
    }

    /// Creates a client that uses another transport.
    public static Credits over(Transport transport, Patience patience) {
        var random = new SecureRandom();
        var calls = new Calls(transport, patience, random, System::nanoTime, time -> Thread.sleep(time.toMillis()));
        return new Credits(calls, new Ulids(random), Clock.systemUTC());
    }

    /// Holds the most that the request may cost, until the authorization is captured, released, or expires.
    ///
    /// @throws Refused if the balance or the month's limit is too low
    /// @throws Rejected if the service rejected the request for another reason
    /// @throws NoAnswer if there was no final answer in time; nothing is authorized
    public Authorization authorize(Organisation organisation, Ask ask) {
        return new Authorization(this, organisation, ask.operation(), ask(organisation, ask, false));
    }

    /// Debits the cost of the request at once, for work whose cost is known in advance. Throws the same
    /// exceptions as [#authorize].
    public Standing debit(Organisation organisation, Ask ask) {
        return ask(organisation, ask, true);
    }

    private Standing ask(Organisation organisation, Ask ask, boolean capture) {
        var body = Json.write()
                .put("organisation", organisation.id())
                .put("operation", ask.operation())
                .put("quantity", ask.quantity().toString());
        // A debit leaves no hold that could expire.
        if (!capture) body.putRaw("expires_in", Long.toString(ask.expiresIn().toSeconds()));
        body.putRaw("capture", Boolean.toString(capture));
        ask.member().ifPresent(member -> body.put("member", member));
        ask.reference().ifPresent(reference -> body.put("reference", reference));
        var call = Call.post(AUTHORIZATIONS, ask.key().orElseGet(this::key), body.text());
        return calls.make(call, ask.key().isPresent(), Standing::of);
    }

    /// Returns what the organisation can spend now. Throws the same exceptions as [#authorize].
    public Quota quota(Organisation organisation) {
        return calls.make(Call.get("/v1/quota?organisation=" + organisation), Quota::of);
    }

    /// Returns what the organisation can spend now, and whether this quantity of an operation would be authorized.
    public Quota quota(Organisation organisation, String operation, Quantity quantity) {
        var target = "/v1/quota?organisation=" + organisation + "&operation=" + Name.checked(operation, "operation")
                + "&quantity=" + quantity;
        return calls.make(Call.get(target), Quota::of);
    }

    /// @param again whether an earlier request with this key may have taken effect
    Standing capture(Organisation organisation, String authorization, String key, Quantity quantity, boolean again) {
        var body = Json.write().put("organisation", organisation.id()).put("quantity", quantity.toString());
        var call = Call.post(AUTHORIZATIONS + "/" + authorization + "/capture", key, body.text());
        return calls.make(call, again, Standing::of);
    }

    /// @param again whether an earlier request with this key may have taken effect
    Standing release(Organisation organisation, String authorization, String key, boolean again) {
        var body = Json.write().put("organisation", organisation.id());
        var call = Call.post(AUTHORIZATIONS + "/" + authorization + "/release", key, body.text());
        return calls.make(call, again, Standing::of);
    }

    /// A new idempotency key, for one operation.
    String key() {
        return ids.next(clock.instant());
    }
}

package credits.client.authorization;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.internal.IdentifierFormat;
import credits.client.internal.JsonValue;
import credits.client.internal.UlidGenerator;
import credits.client.usage.UsageReporter;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Authorizes spending before it happens. Fails closed: anything but a granted authorization is an
/// [AuthorizationException]. Create one per process and share it between threads.
///
/// Every operation has an idempotency key and is retried with it until an answer is final or the time is up, so a lost
/// response neither holds nor debits twice.
///
/// ```java
/// var credits = CreditsClient.create(URI.create("https://credits.example.com"), tokens);
/// try (var authorization =
///         credits.authorize(acme, AuthorizationRequest.of("translation.document", UsageQuantity.of(5000)))) {
///     authorization.capture(UsageQuantity.of(translate(document)));
/// }
/// ```
public final class CreditsClient {
    private static final String AUTHORIZATIONS_PATH = "/v1/authorizations";

    private final RetryingClient client;
    private final UlidGenerator ids;
    private final InstantSource clock;

    CreditsClient(RetryingClient client, UlidGenerator ids, InstantSource clock) {
        this.client = client;
        this.ids = ids;
        this.clock = clock;
    }

    /// Creates a client for the service at `endpoint`, such as `https://credits.example.com`,
    /// with default timeouts.
    ///
    /// @param tokenSupplier returns an access token with the permission `usage:authorize`; called for every attempt
    public static CreditsClient create(URI endpoint, Supplier<String> tokenSupplier) {
        var httpClient =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        return withTransport(new HttpTransport(endpoint, tokenSupplier, httpClient), Timeouts.DEFAULT);
    }

    /// Creates a client that uses another transport.
    public static CreditsClient withTransport(ApiTransport transport, Timeouts timeouts) {
        var random = new SecureRandom();
        var client = new RetryingClient(
                transport, timeouts, random, System::nanoTime, time -> Thread.sleep(time.toMillis()));
        return new CreditsClient(client, new UlidGenerator(random), Clock.systemUTC());
    }

    /// Holds the most that the request may cost, until the authorization is captured, released, or expires.
    ///
    /// @throws QuotaExceededException if the balance or the month's limit is too low
    /// @throws RequestRejectedException if the service rejected the request for another reason
    /// @throws OutcomeUnknownException if there was no final answer in time; nothing is authorized
    public Authorization authorize(Organisation organisation, AuthorizationRequest request) {
        return new Authorization(
                this, organisation, request.operation(), postAuthorization(organisation, request, false));
    }

    /// Debits the cost of the request at once, for work whose cost is known in advance. Throws the same
    /// exceptions as [#authorize].
    public AuthorizationStatus debit(Organisation organisation, AuthorizationRequest request) {
        return postAuthorization(organisation, request, true);
    }

    /// Leases a quantity, to decide many small uses in the process. Waits for the first hold, but succeeds
    /// without it: until there is one, the lease refuses everything.
    ///
    /// @param reporter reports what was used; close it after the lease
    public Lease lease(Organisation organisation, LeaseRequest request, UsageReporter reporter) {
        var clocks = new LeaseClocks(System::nanoTime, Clock.systemUTC());
        var settlements = new LeaseSettlements(request, reporter::record);
        return Lease.start(new LeaseRenewal(this, organisation, request, settlements, clocks, new SplittableRandom()));
    }

    private AuthorizationStatus postAuthorization(
            Organisation organisation, AuthorizationRequest request, boolean capture) {
        var body = JsonValue.newObject()
                .put("organisation", organisation.id())
                .put("operation", request.operation())
                .put("quantity", request.usageQuantity().toString());
        // A debit leaves no hold that could expire.
        if (!capture)
            body.putJson("expires_in", Long.toString(request.expiresIn().toSeconds()));
        body.putJson("capture", Boolean.toString(capture));
        request.member().ifPresent(member -> body.put("member", member));
        request.reference().ifPresent(reference -> body.put("reference", reference));
        var apiRequest = ApiRequest.post(
                AUTHORIZATIONS_PATH, request.idempotencyKey().orElseGet(this::newIdempotencyKey), body.toJson());
        return client.execute(apiRequest, request.idempotencyKey().isPresent(), AuthorizationStatus::from);
    }

    /// Returns what the organisation can spend now. Throws the same exceptions as [#authorize].
    public QuotaStatus checkQuota(Organisation organisation) {
        return client.execute(ApiRequest.get("/v1/quota?organisation=" + organisation), QuotaStatus::from);
    }

    /// Returns what the organisation can spend now, and whether this quantity of an operation would be authorized.
    public QuotaStatus checkQuota(Organisation organisation, String operation, UsageQuantity usageQuantity) {
        var target = "/v1/quota?organisation=" + organisation + "&operation="
                + IdentifierFormat.require(operation, "operation") + "&quantity=" + usageQuantity;
        return client.execute(ApiRequest.get(target), QuotaStatus::from);
    }

    /// @param isRepeat whether an earlier request with this key may have taken effect
    AuthorizationStatus capture(
            Organisation organisation,
            String authorizationId,
            String idempotencyKey,
            UsageQuantity usageQuantity,
            boolean isRepeat) {
        var body =
                JsonValue.newObject().put("organisation", organisation.id()).put("quantity", usageQuantity.toString());
        var request = ApiRequest.post(
                AUTHORIZATIONS_PATH + "/" + authorizationId + "/capture", idempotencyKey, body.toJson());
        return client.execute(request, isRepeat, AuthorizationStatus::from);
    }

    /// @param isRepeat whether an earlier request with this key may have taken effect
    AuthorizationStatus release(
            Organisation organisation, String authorizationId, String idempotencyKey, boolean isRepeat) {
        var body = JsonValue.newObject().put("organisation", organisation.id());
        var request = ApiRequest.post(
                AUTHORIZATIONS_PATH + "/" + authorizationId + "/release", idempotencyKey, body.toJson());
        return client.execute(request, isRepeat, AuthorizationStatus::from);
    }

    /// A new idempotency key, for one operation.
    String newIdempotencyKey() {
        return ids.next(clock.instant());
    }
}

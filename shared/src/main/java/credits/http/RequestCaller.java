package credits.http;

import static java.util.stream.Collectors.joining;

import credits.identity.ClientId;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The caller of one request. Identifying the caller counts the request against the caller's [FairShares]; the log line
/// names the caller in any case.
public final class RequestCaller {
    /// What a request may read or report before it counts as another one.
    private static final int BYTES_PER_REQUEST = 64 * 1024;

    private final ApiRequest request;
    private final ClaimMapping claims;
    private final FairShares shares;
    private Optional<String> outcome = Optional.empty();
    private Optional<Caller> admitted = Optional.empty();
    private List<TokenBuckets.Level> levels = List.of();
    private List<Json> measurements = List.of();

    RequestCaller(ApiRequest request, ClaimMapping claims, FairShares shares) {
        this.request = request;
        this.claims = claims;
        this.shares = shares;
    }

    /// Returns the member, as [ClaimMapping#callerOf] does. Throws [ProblemException] if a share is used up.
    public Caller identify() {
        return admit(claims.callerOf(request));
    }

    /// Returns the member or operator who reads an account, as [ClaimMapping#readerOf] does. Throws [ProblemException]
    /// if a share is used up.
    public Caller identifyReader() {
        return admit(claims.readerOf(request));
    }

    /// Returns the member or service, as [ClaimMapping#callerOfQueryOrganisation] does. Throws [ProblemException] if a
    /// share is used up.
    public Caller identifyForQueryOrganisation() {
        return admit(claims.callerOfQueryOrganisation(request));
    }

    /// Returns the service, as [ClaimMapping#serviceCaller] does. Throws [ProblemException] if the organisation's share
    /// is used up.
    public Caller identifyService(Optional<OrganisationId> namedOrganisation) {
        return admit(claims.serviceCaller(request, namedOrganisation));
    }

    /// Throws [ProblemException] unless the token has `permission`.
    public void requirePermission(ApiPermission permission) {
        claims.requirePermission(request, permission);
    }

    private Caller admit(Caller caller) {
        admitted = Optional.of(caller);
        var before = shares.remaining(caller, request.receivedAt());
        levels = before.levels();
        if (before.retryAfterSeconds() > 0)
            throw new ProblemException(Problem.rateLimited(Math.toIntExact(before.retryAfterSeconds())));
        levels = shares.take(caller, request.receivedAt(), 1).levels();
        return caller;
    }

    /// Returns the client that requested the token.
    public Optional<ClientId> client() {
        return claims.clientOf(request);
    }

    /// Counts a request that reads or reports much as several.
    public void chargeBytes(long bytes) {
        admitted.ifPresent(caller -> levels = shares.take(caller, request.receivedAt(), bytes / BYTES_PER_REQUEST)
                .levels());
    }

    /// Returns `response` with what is left of the caller's shares
    /// (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/).
    ApiResponse withRateLimits(ApiResponse response) {
        if (levels.isEmpty()) return response;
        return response.withHeader(
                        "ratelimit-policy",
                        listOf(level -> "q=%d;w=%d".formatted(level.capacity(), TokenBuckets.FILL_TIME.toSeconds())))
                .withHeader(
                        "ratelimit", listOf(level -> "r=%d;t=%d".formatted(level.tokens(), level.secondsUntilFull())));
    }

    private String listOf(Function<TokenBuckets.Level, String> parameters) {
        return levels.stream()
                .map(level -> "\"" + level.name() + "\";" + parameters.apply(level))
                .collect(joining(", "));
    }

    /// Adds to the log line what came of the request, in words: alarms look for numbers in the line.
    public void logOutcome(String text) {
        outcome = Optional.of(text);
    }

    /// Has `lines` logged besides the request's own line: as they are, so that metric filters can read their numbers.
    public void logMeasurements(List<Json> lines) {
        measurements = List.copyOf(lines);
    }

    List<Json> measurements() {
        return measurements;
    }

    /// Adds the caller and the outcome to a log line: ids only, of the token or, for a service, of the organisation
    /// that it acts for.
    void describeTo(JsonObjectBuilder logLine) {
        admitted.map(Caller::organisation)
                .or(() -> claims.organisationOf(request))
                .ifPresent(id -> logLine.put("organisation", id.value()));
        claims.memberOf(request).ifPresent(id -> logLine.put("member", id.value()));
        claims.clientOf(request).ifPresent(id -> logLine.put("client", id.value()));
        outcome.ifPresent(text -> logLine.put("outcome", text));
    }
}

package credits.function.authorization;

import credits.account.Account;
import credits.account.command.AccountChange;
import credits.account.command.RecordedAuthorizationResult;
import credits.account.command.RecordedAuthorizationResult.Captured;
import credits.account.command.RecordedAuthorizationResult.Held;
import credits.account.command.RecordedAuthorizationResult.Overpriced;
import credits.account.command.RecordedAuthorizationResult.Refused;
import credits.account.command.RecordedAuthorizationResult.Released;
import credits.account.command.RecordedAuthorizationResult.TooManyHolds;
import credits.account.command.RecordedAuthorizationResult.Unpriced;
import credits.api.AuthorizationProblems;
import credits.api.BlockerJson;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.identity.AuthorizationId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.money.Eur;

/// Builds the HTTP response of an authorization call from the committed change, so that a replay returns
/// the identical response.
final class AuthorizationResponses {
    private final AuthorizationProblems problems;

    AuthorizationResponses(BlockerJson blockerJson) {
        this.problems = new AuthorizationProblems(blockerJson);
    }

    /// The response for `change`.
    ///
    /// @param operation the authorized operation; ignored for a settlement
    ApiResponse toResponse(
            AccountChange change, UniqueId key, String operation, ApiRequest request, OrganisationId organisation) {
        var account = change.account();
        return switch (RecordedAuthorizationResult.from(change, key)) {
            case Held(var hold) ->
                created(
                        hold.id(),
                        organisation,
                        withTotals(
                                authorization(hold.id(), "open", hold.amount(), Eur.ZERO, Eur.ZERO)
                                        .put("expires_at", hold.expiresAt()),
                                account));
            case Captured(var id, var captured, var uncovered) -> {
                var body = withoutExpiry(authorization(id, "captured", Eur.ZERO, captured, uncovered), account);
                boolean isCreated = request.routeKey().equals("POST /v1/authorizations");
                yield isCreated ? created(id, organisation, body) : ApiResponse.json(200, body);
            }
            case Released(var id, var _) ->
                ApiResponse.json(
                        200, withoutExpiry(authorization(id, "released", Eur.ZERO, Eur.ZERO, Eur.ZERO), account));
            case Refused(var line) -> problem(problems.insufficientFunds(account, line), request);
            case TooManyHolds(int open) -> problem(AuthorizationProblems.tooManyHolds(open), request);
            case Overpriced() -> problem(AuthorizationProblems.overpriced(), request);
            case Unpriced() ->
                problem(Problem.unpricedOperation(new Operation(operation), account.accountingTime()), request);
        };
    }

    private static ApiResponse created(AuthorizationId id, OrganisationId organisation, Json.JsonObject body) {
        return ApiResponse.json(201, body)
                .withHeader("location", "/v1/authorizations/" + id + "?organisation=" + organisation);
    }

    private static ApiResponse problem(Problem problem, ApiRequest request) {
        return ApiResponse.problem(problem, request);
    }

    private static JsonObjectBuilder authorization(
            AuthorizationId id, String status, Eur held, Eur captured, Eur uncovered) {
        return Json.object()
                .put("id", id.value())
                .put("status", status)
                .put("held", held)
                .put("captured", captured)
                .put("uncovered", uncovered);
    }

    private static Json.JsonObject withoutExpiry(JsonObjectBuilder authorization, Account account) {
        return withTotals(authorization.put("expires_at", new Json.JsonNull()), account);
    }

    private static Json.JsonObject withTotals(JsonObjectBuilder authorization, Account account) {
        return authorization
                .put("balance", account.balance())
                .put("available", account.available())
                .putOptional("remaining", account.remainingLimit())
                .build();
    }
}

package credits.function.operator;

import credits.account.command.AdjustCredits;
import credits.api.AdjustmentRequest;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.IdempotencyKey;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.UniqueId;
import credits.json.Json;
import credits.ledger.Ledger;
import credits.money.Eur;

/// `POST /v1/adjustments`: adds credits to an organisation's balance or removes some, once per key.
final class AdjustBalance {
    private final Ledger ledger;
    private final Eur maxAmount;

    AdjustBalance(Ledger ledger, Eur maxAmount) {
        this.ledger = ledger;
        this.maxAmount = maxAmount;
    }

    ApiResponse adjust(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.ACCOUNTS_ADJUST);
        var key = IdempotencyKey.from(request);
        var body = AdjustmentRequest.parse(request, maxAmount);
        var adjustment = new AdjustCredits(
                key, contentHash(request, body), body.amount(), caller.member(), body.reason(), request.receivedAt());
        return switch (ledger.commit(body.organisation(), adjustment)) {
            case ADJUSTED -> response(key, body);
            case ALREADY_ADJUSTED -> response(key, body).withHeader("idempotency-replayed", "true");
            case CONFLICT -> throw new ProblemException(Problem.idempotencyConflict());
            case KEY_IN_FUTURE -> throw IdempotencyKey.keyInFuture();
            case KEY_TOO_OLD -> throw IdempotencyKey.keyTooOld();
        };
    }

    // Nothing in it depends on the time of the request, so a replay returns the identical response.
    private static ApiResponse response(UniqueId key, AdjustmentRequest body) {
        return ApiResponse.json(
                201,
                Json.object()
                        .put("id", "adj_" + key)
                        .put("organisation", body.organisation().value())
                        .put("amount", body.amount())
                        .put("reason", body.reason())
                        .build());
    }

    private static long contentHash(ApiRequest request, AdjustmentRequest body) {
        return IdempotencyKey.contentHash(Json.object()
                .put("route", request.routeKey())
                .put("amount", body.amount())
                .put("reason", body.reason())
                .build());
    }
}

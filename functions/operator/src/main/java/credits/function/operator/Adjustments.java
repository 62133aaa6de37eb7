package credits.function.operator;

import credits.account.Adjust;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.wire.AdjustmentBody;
import credits.wire.Caller;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.IdempotencyKey;
import credits.wire.Json;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Rejected;

/// `POST /v1/adjustments`: adds credits to an organisation's balance or removes some, once per key.
final class Adjustments {
    private final Ledger ledger;
    private final Eur largest;

    Adjustments(Ledger ledger, Eur largest) {
        this.ledger = ledger;
        this.largest = largest;
    }

    HttpResponse adjust(HttpRequest request, Caller caller) {
        caller.require(Permission.ACCOUNTS_ADJUST);
        var key = IdempotencyKey.of(request);
        var wanted = AdjustmentBody.parse(request, largest);
        var adjust = new Adjust(
                key, contents(request, wanted), wanted.amount(), caller.member(), wanted.reason(), request.at());
        return switch (ledger.commit(wanted.organisation(), adjust)) {
            case ADJUSTED -> answer(key, wanted);
            case ALREADY_ADJUSTED -> answer(key, wanted).with("idempotency-replayed", "true");
            case CONFLICT -> throw new Rejected(Problem.idempotencyConflict());
            case KEY_IN_FUTURE -> throw IdempotencyKey.inFuture();
        };
    }

    // Nothing in it depends on the time of the request, so a replay returns the identical response.
    private static HttpResponse answer(UniqueId key, AdjustmentBody adjusted) {
        return HttpResponse.json(
                201,
                Json.object()
                        .put("id", "adj_" + key)
                        .put("organisation", adjusted.organisation().value())
                        .put("amount", adjusted.amount())
                        .put("reason", adjusted.reason())
                        .end());
    }

    private static long contents(HttpRequest request, AdjustmentBody wanted) {
        return IdempotencyKey.contents(Json.object()
                .put("route", request.routeKey())
                .put("amount", wanted.amount())
                .put("reason", wanted.reason())
                .end());
    }
}

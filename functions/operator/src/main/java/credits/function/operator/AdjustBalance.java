package credits.function.operator;

import credits.account.command.AdjustCredits;
import credits.api.AdjustmentRequest;
import credits.api.OperatorProblems;
import credits.function.operator.AdjustmentIndex.Adjustment;
import credits.function.operator.DailyAdjustments.OperatorDay;
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
import credits.retry.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// `POST /v1/adjustments`: adds credits to an organisation's balance or removes some, once per key. An operator has a
/// maximum a day and never adjusts the own organisation.
final class AdjustBalance {
    private static final int MAX_ATTEMPTS = 5;

    private final Ledger ledger;
    private final Eur maxAmount;
    private final DailyAdjustments dailyAdjustments;
    private final AdjustmentIndex adjustmentIndex;

    AdjustBalance(Ledger ledger, Eur maxAmount, DailyAdjustments dailyAdjustments, AdjustmentIndex adjustmentIndex) {
        this.ledger = ledger;
        this.maxAmount = maxAmount;
        this.dailyAdjustments = dailyAdjustments;
        this.adjustmentIndex = adjustmentIndex;
    }

    ApiResponse adjust(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.ACCOUNTS_ADJUST);
        var key = IdempotencyKey.from(request);
        var body = AdjustmentRequest.parse(request, maxAmount);
        if (body.organisation().equals(caller.organisation()))
            throw organisationInvalid("must not be your own organisation");
        var adjustment = new AdjustCredits(
                key,
                contentHash(request, body),
                body.amount(),
                caller.member(),
                body.reason(),
                request.receivedAt(),
                body.opensAccount());
        return switch (commit(adjustment, body, request.receivedAt())) {
            case ADJUSTED -> response(key, body);
            case ALREADY_ADJUSTED -> response(key, body).withHeader("idempotency-replayed", "true");
            case CONFLICT -> throw new ProblemException(Problem.idempotencyConflict());
            case KEY_IN_FUTURE -> throw IdempotencyKey.keyInFuture();
            case KEY_TOO_OLD -> throw IdempotencyKey.keyTooOld();
            case NO_ACCOUNT ->
                throw organisationInvalid("has no account: check the spelling, or send \"create\": true to open one");
        };
    }

    // A replay is answered whatever the operator has adjusted since: it writes nothing.
    private AdjustCredits.Outcome commit(AdjustCredits adjustment, AdjustmentRequest body, Instant now) {
        var date = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var listed = adjustmentIndex.put(new Adjustment(
                adjustment.key(), body.organisation(), body.amount(), body.reason(), adjustment.adjustedBy(), now));
        for (int attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
            var day = dailyAdjustments.read(adjustment.adjustedBy(), date);
            var count = dailyAdjustments.count(day, body.amount());
            var outcome = ledger.commit(body.organisation(), adjustment, List.of(count, listed));
            if (outcome.isPresent()) return outcome.get();
            if (!dailyAdjustments.covers(day, body.amount())) throw tooMuch(day, now);
        }
        throw new ServiceUnavailableException("other adjustments of " + adjustment.adjustedBy() + " came first");
    }

    private ProblemException tooMuch(OperatorDay day, Instant now) {
        var tomorrow = day.date().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        int seconds = Math.toIntExact(Duration.between(now, tomorrow).toSeconds()) + 1;
        return new ProblemException(
                OperatorProblems.dailyAdjustmentsReached(dailyAdjustments.maximum(), day.sum(), seconds));
    }

    private static ProblemException organisationInvalid(String rule) {
        return new ProblemException(Problem.invalidRequest("/organisation", rule));
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

package credits.client.authorization;

import credits.TestData;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.SpendingCheck;
import credits.account.command.AccountChange;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.RecordedAuthorizationResult;
import credits.account.command.RecordedAuthorizationResult.Held;
import credits.account.command.ReleaseHold;
import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.internal.JsonObjectReader;
import credits.client.internal.JsonValue;
import credits.identity.AuthorizationId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.PriceBook;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The calls of the API that leases make, decided by the real ledger.
final class LedgerApi {
    /// A hold as it was placed, and what was left of the balance or the limit before.
    record PlacedHold(Hold hold, Eur spendableBefore) {}

    private static final Pattern SETTLE_PATH = Pattern.compile("/v1/authorizations/([^/]+)/(capture|release)");
    private static final String SERVICE = "svc_search";

    private final Ledger ledger;
    private final AccountQueries queries;
    private final PriceBook prices;
    private final Map<String, PlacedHold> placedHolds = new HashMap<>();

    LedgerApi(Ledger ledger, AccountQueries queries, PriceBook prices) {
        this.ledger = ledger;
        this.queries = queries;
        this.prices = prices;
    }

    /// All holds ever placed, by id.
    Map<String, PlacedHold> placedHolds() {
        return placedHolds;
    }

    ApiResponse respond(ApiRequest request, Instant now) {
        if (request.idempotencyKey().isEmpty()) return quota(request, now);
        var key = UniqueId.parse(request.idempotencyKey().get()).orElseThrow();
        var body = JsonValue.parseObject(request.body().orElseThrow());
        return switch (reply(request, key, body, now)) {
            case AuthorizationReply.Decided(var change) -> response(change, key, now);
            case AuthorizationReply.DecidedByAnother(var change) -> response(change, key, now);
            case AuthorizationReply.AlreadyDecided(long segment) ->
                response(queries.changeOf(TestData.ACME, segment), key, now);
            case AuthorizationReply.HoldClosed(var outcome)
            when outcome == HoldOutcome.EXPIRED -> problem(410, "authorization-expired");
            case AuthorizationReply.HoldClosed _ -> problem(409, "authorization-settled");
            case AuthorizationReply.TooManyRefusals _ -> problem(429, "rate-limited");
            case AuthorizationReply.UnknownHold _ -> problem(404, "not-found");
            case AuthorizationReply.Conflict _ -> problem(422, "idempotency-conflict");
            case AuthorizationReply.KeyInFuture _, AuthorizationReply.KeyTooOld _ -> problem(400, "invalid-request");
        };
    }

    private ApiResponse quota(ApiRequest request, Instant now) {
        var check = new SpendingCheck(queries.currentAccount(TestData.ACME, now));
        var operation = new Operation(request.target().replaceFirst(".*&operation=([^&]+).*", "$1"));
        var rate = prices.findPrice(operation, now).orElseThrow().rate();
        var body = JsonValue.newObject()
                .putJson("allowed", "true")
                .putJson("blockers", "[]")
                .put("balance", check.account().balance().toString())
                .put("available", check.account().available().toString())
                .put(
                        "largest_quantity",
                        check.largestQuantity(rate).map(Quantity::toString).orElse("0"));
        return new ApiResponse(200, Optional.empty(), body.toJson());
    }

    private AuthorizationReply reply(ApiRequest request, UniqueId key, JsonObjectReader body, Instant now) {
        var settle = SETTLE_PATH.matcher(request.target());
        long hash = request.hashCode();
        if (!settle.matches()) return ledger.commitCall(TestData.ACME, authorize(key, hash, body, now));
        var id = new AuthorizationId(settle.group(1));
        if (settle.group(2).equals("release"))
            return ledger.commitCall(TestData.ACME, new ReleaseHold(key, hash, SERVICE, id, now));
        var quantity = Quantity.of(body.requiredText("quantity"));
        return ledger.commitCall(TestData.ACME, new CaptureHold(key, hash, SERVICE, id, quantity, now));
    }

    private AuthorizeUsage authorize(UniqueId key, long hash, JsonObjectReader body, Instant now) {
        var line = new UsageLine(
                new Operation(body.requiredText("operation")),
                Quantity.of(body.requiredText("quantity")),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var priced = prices.findPrice(line.operation(), now).map(price -> PricedLine.of(line, price));
        var expiresIn = Optional.ofNullable(body.literalsAsText().get("expires_in"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        return new AuthorizeUsage(key, hash, SERVICE, priced, expiresIn, now);
    }

    private ApiResponse response(AccountChange change, UniqueId key, Instant now) {
        var account = change.account();
        var body = JsonValue.newObject()
                .put("balance", account.balance().toString())
                .put("available", account.available().toString());
        account.remainingLimit().ifPresent(left -> body.put("remaining", left.toString()));
        return switch (RecordedAuthorizationResult.from(change, key)) {
            case Held(var hold) -> {
                note(hold, new SpendingCheck(account));
                yield success(body.put("id", hold.id().value())
                        .put("status", "open")
                        .put("held", hold.amount().toString())
                        .put("expires_at", hold.expiresAt().toString()));
            }
            case RecordedAuthorizationResult.Captured(var id, var _, var _) ->
                success(body.put("id", id.value()).put("status", "captured"));
            case RecordedAuthorizationResult.Released(var id, var _) ->
                success(body.put("id", id.value()).put("status", "released"));
            case RecordedAuthorizationResult.Refused _ -> problem(402, "insufficient-credits");
            case RecordedAuthorizationResult.TooManyHolds _ -> problem(409, "too-many-authorizations");
            case RecordedAuthorizationResult.Unpriced _, RecordedAuthorizationResult.Overpriced _ ->
                throw new IllegalStateException("at " + now + ": " + change.kind());
        };
    }

    private void note(Hold hold, SpendingCheck after) {
        var account = after.account();
        var left = Eur.min(account.available(), account.remainingLimit().orElse(account.available()));
        var _ = placedHolds.putIfAbsent(hold.id().value(), new PlacedHold(hold, left.plus(hold.amount())));
    }

    private static ApiResponse success(JsonValue.ObjectWriter body) {
        return new ApiResponse(200, Optional.empty(), body.toJson());
    }

    private static ApiResponse problem(int status, String code) {
        return new ApiResponse(
                status,
                Optional.empty(),
                JsonValue.newObject().put("code", code).toJson());
    }
}

package credits.client.testing;

import static credits.client.testing.FakeAccount.cost;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.internal.JsonObjectReader;
import credits.client.internal.JsonValue;
import credits.client.usage.ReportLine;
import credits.client.usage.ReportMessage;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Responds to API requests and books reports. Each idempotency key has one response.
final class FakeApi {
    private static final Pattern SETTLE_PATH = Pattern.compile("/v1/authorizations/([^/]+)/(capture|release)");

    private final Map<String, BigDecimal> prices;
    private final Function<Organisation, FakeAccount> accounts;
    private final Map<String, ApiRequest> requests = new HashMap<>();
    private final Map<String, ApiResponse> responses = new HashMap<>();
    private int authorizationCount;

    FakeApi(Map<String, BigDecimal> prices, Function<Organisation, FakeAccount> accounts) {
        this.prices = prices;
        this.accounts = accounts;
    }

    ApiResponse respond(ApiRequest request) {
        if (request.idempotencyKey().isEmpty()) return quotaStatus(URI.create(request.target()));
        var key = request.idempotencyKey().get();
        var earlier = requests.putIfAbsent(key, request);
        if (earlier != null && !earlier.equals(request))
            return problem(422, "idempotency-conflict", JsonValue.newObject());
        return responses.computeIfAbsent(key, ignored -> decide(request));
    }

    private ApiResponse decide(ApiRequest request) {
        var body = JsonValue.parseObject(request.body().orElseThrow());
        var account = accounts.apply(new Organisation(body.requiredText("organisation")));
        synchronized (account) {
            if (request.target().equals("/v1/authorizations")) return authorize(account, body);
            var path = SETTLE_PATH.matcher(request.target());
            if (!path.matches()) return problem(404, "not-found", JsonValue.newObject());
            return settle(account, path.group(1), path.group(2), body);
        }
    }

    private ApiResponse authorize(FakeAccount account, JsonObjectReader body) {
        var price = Optional.ofNullable(prices.get(body.requiredText("operation")));
        if (price.isEmpty()) {
            return problem(
                    422, "unpriced-operation", JsonValue.newObject().put("operation", body.requiredText("operation")));
        }
        var quantity = body.requiredDecimal("quantity");
        var cost = cost(price.get(), quantity);
        if (!account.canAfford(cost)) return quotaExceeded(account, price.get(), cost);
        var id = "aut_fake" + ++authorizationCount;
        if (!body.requiredBoolean("capture")) {
            account.openHold(id, price.get(), quantity);
            return openStatus(account, id, cost, expiresIn(body));
        }
        account.debit(cost);
        return authorizationStatus(201, account, id, "captured");
    }

    private static ApiResponse quotaExceeded(FakeAccount account, BigDecimal price, BigDecimal cost) {
        var extensions = JsonValue.newObject()
                .putJson("blockers", account.blockersJson(cost))
                .put("largest_quantity", account.largestQuantity(price))
                .put("quota_url", "https://platform.example/usage");
        return account.exceedsLimit(cost)
                ? problem(403, "spending-limit-reached", extensions)
                : problem(402, "insufficient-credits", extensions);
    }

    private static ApiResponse settle(FakeAccount account, String id, String action, JsonObjectReader body) {
        var closed = account.closedState(id);
        if (closed.isPresent())
            return problem(409, "authorization-settled", JsonValue.newObject().put("status", closed.get()));
        if (!account.isOpen(id)) return problem(404, "not-found", JsonValue.newObject());
        if (action.equals("capture")) account.capture(id, body.requiredDecimal("quantity"));
        else account.release(id, "released");
        return authorizationStatus(200, account, id, account.closedState(id).orElseThrow());
    }

    private static long expiresIn(JsonObjectReader body) {
        return Long.parseLong(body.literalsAsText().getOrDefault("expires_in", "900"));
    }

    private static ApiResponse openStatus(FakeAccount account, String id, BigDecimal held, long expiresInSeconds) {
        var body = account.writeAmounts(JsonValue.newObject().put("id", id).put("status", "open"))
                .put("held", held.toPlainString())
                .put("expires_at", Instant.now().plusSeconds(expiresInSeconds).toString());
        return new ApiResponse(201, Optional.empty(), body.toJson());
    }

    private static ApiResponse authorizationStatus(int status, FakeAccount account, String id, String state) {
        var body = account.writeAmounts(JsonValue.newObject().put("id", id).put("status", state));
        return new ApiResponse(status, Optional.empty(), body.toJson());
    }

    private static ApiResponse problem(int status, String code, JsonValue.ObjectWriter extensions) {
        var body = extensions.put("code", code).put("instance", "fake");
        return new ApiResponse(status, Optional.empty(), body.toJson());
    }

    private ApiResponse quotaStatus(URI target) {
        var query = new HashMap<String, String>();
        for (var part : target.getQuery().split("&", -1))
            query.put(part.replaceFirst("=.*", ""), part.replaceFirst("[^=]*=", ""));
        var account = accounts.apply(new Organisation(query.getOrDefault("organisation", "")));
        var price = Optional.ofNullable(prices.get(query.getOrDefault("operation", "")));
        synchronized (account) {
            var quantity = new BigDecimal(query.getOrDefault("quantity", "0"));
            var cost = price.map(each -> cost(each, quantity)).orElse(BigDecimal.ZERO);
            var body = JsonValue.newObject()
                    .putJson("allowed", Boolean.toString(account.canAfford(cost)))
                    .putJson("blockers", account.blockersJson(cost))
                    .put("quota_url", "https://platform.example/usage");
            price.ifPresent(each -> body.put("largest_quantity", account.largestQuantity(each)));
            return new ApiResponse(
                    200, Optional.empty(), account.writeAmounts(body).toJson());
        }
    }

    /// Books the lines of a report in their order, settles those that name an open hold from it, and closes
    /// these holds. Returns false, and changes nothing, if an operation has no price: one such line makes the
    /// whole report invalid.
    boolean book(ReportMessage report) {
        var account = accounts.apply(report.organisation());
        var heldIds = new LinkedHashSet<String>();
        var lines = parseLines(report);
        if (!lines.stream().allMatch(this::hasPrice)) return false;
        synchronized (account) {
            for (var received : lines) received.line().authorization().ifPresent(heldIds::add);
            heldIds.stream().filter(account::isOpen).forEach(id -> account.release(id, "captured"));
            for (var received : lines) {
                var price = Objects.requireNonNull(prices.get(received.line().operation()));
                account.bookLine(cost(
                        price, new BigDecimal(received.line().usageQuantity().toString())));
            }
        }
        return true;
    }

    private boolean hasPrice(ReceivedLine received) {
        return prices.containsKey(received.line().operation());
    }

    /// Returns the reports in the body of `POST /v1/usage_reports`.
    static List<ReportMessage> parseReports(String body) {
        return JsonValue.parseObject("{\"reports\":" + body + "}").objects("reports").stream()
                .map(report -> new ReportMessage(
                        report.requiredText("id"),
                        new Organisation(report.requiredText("subject")),
                        report.requiredObject("data").objects("lines").size(),
                        new JsonValue.ObjectValue(report.values()).toJson()))
                .toList();
    }

    static List<ReceivedLine> parseLines(ReportMessage report) {
        var lines = new ArrayList<ReceivedLine>();
        var data = JsonValue.parseObject(report.body()).requiredObject("data");
        for (var line : data.objects("lines")) {
            lines.add(new ReceivedLine(report.organisation(), report.id(), parseLine(line)));
        }
        return lines;
    }

    private static ReportLine parseLine(JsonObjectReader json) {
        return new ReportLine(
                json.requiredText("operation"),
                UsageQuantity.of(json.requiredText("quantity")),
                json.instant("at"),
                json.text("member"),
                json.text("reference"),
                json.text("authorization"));
    }
}

package credits.client.fake;

import static credits.client.fake.FakeAccount.cost;

import credits.client.Line;
import credits.client.Organisation;
import credits.client.Quantity;
import credits.client.Report;
import credits.client.Transport.Answer;
import credits.client.Transport.Call;
import credits.client.wire.Fields;
import credits.client.wire.Json;
import java.math.BigDecimal;
import java.net.URI;
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
    private static final Pattern SETTLE = Pattern.compile("/v1/authorizations/([^/]+)/(capture|release)");

    private final Map<String, BigDecimal> prices;
    private final Function<Organisation, FakeAccount> accounts;
    private final Map<String, Call> calls = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private int authorizations;

    FakeApi(Map<String, BigDecimal> prices, Function<Organisation, FakeAccount> accounts) {
        this.prices = prices;
        this.accounts = accounts;
    }

    Answer answer(Call call) {
        if (call.key().isEmpty()) return quota(URI.create(call.target()));
        var key = call.key().get();
        var before = calls.putIfAbsent(key, call);
        if (before != null && !before.equals(call)) return problem(422, "idempotency-conflict", Json.write());
        return answers.computeIfAbsent(key, ignored -> decide(call));
    }

    private Answer decide(Call call) {
        var body = Json.object(call.body().orElseThrow());
        var account = accounts.apply(new Organisation(body.requiredText("organisation")));
        synchronized (account) {
            if (call.target().equals("/v1/authorizations")) return authorize(account, body);
            var settle = SETTLE.matcher(call.target());
            if (!settle.matches()) return problem(404, "not-found", Json.write());
            return settle(account, settle.group(1), settle.group(2), body);
        }
    }

    private Answer authorize(FakeAccount account, Fields body) {
        var price = Optional.ofNullable(prices.get(body.requiredText("operation")));
        if (price.isEmpty()) {
            return problem(422, "unpriced-operation", Json.write().put("operation", body.requiredText("operation")));
        }
        var quantity = body.requiredDecimal("quantity");
        var cost = cost(price.get(), quantity);
        if (!account.allows(cost)) return refusal(account, price.get(), cost);
        var id = "aut_fake" + ++authorizations;
        if (!body.truth("capture")) {
            account.hold(id, price.get(), quantity);
            return standing(201, account, id, "open");
        }
        account.debit(cost);
        return standing(201, account, id, "captured");
    }

    private static Answer refusal(FakeAccount account, BigDecimal price, BigDecimal cost) {
        var members = Json.write()
                .putRaw("blockers", account.blockers(cost))
                .put("largest_quantity", account.largestQuantity(price))
                .put("quota_url", "https://platform.example/usage");
        return account.limitBlocks(cost)
                ? problem(403, "spending-limit-reached", members)
                : problem(402, "insufficient-credits", members);
    }

    private static Answer settle(FakeAccount account, String id, String how, Fields body) {
        var closed = account.closed(id);
        if (closed.isPresent())
            return problem(409, "authorization-settled", Json.write().put("status", closed.get()));
        if (!account.isOpen(id)) return problem(404, "not-found", Json.write());
        if (how.equals("capture")) account.capture(id, body.requiredDecimal("quantity"));
        else account.release(id, "released");
        return standing(200, account, id, account.closed(id).orElseThrow());
    }

    private static Answer standing(int status, FakeAccount account, String id, String state) {
        var body = account.show(Json.write().put("id", id).put("status", state));
        return new Answer(status, Optional.empty(), body.text());
    }

    private static Answer problem(int status, String code, Json.Writer members) {
        var body = members.put("code", code).put("instance", "fake");
        return new Answer(status, Optional.empty(), body.text());
    }

    private Answer quota(URI target) {
        var query = new HashMap<String, String>();
        for (var part : target.getQuery().split("&", -1))
            query.put(part.replaceFirst("=.*", ""), part.replaceFirst("[^=]*=", ""));
        var account = accounts.apply(new Organisation(query.getOrDefault("organisation", "")));
        var price = Optional.ofNullable(prices.get(query.getOrDefault("operation", "")));
        synchronized (account) {
            var quantity = new BigDecimal(query.getOrDefault("quantity", "0"));
            var cost = price.map(each -> cost(each, quantity)).orElse(BigDecimal.ZERO);
            var body = Json.write()
                    .putRaw("allowed", Boolean.toString(account.allows(cost)))
                    .putRaw("blockers", account.blockers(cost))
                    .put("quota_url", "https://platform.example/usage");
            price.ifPresent(each -> body.put("largest_quantity", account.largestQuantity(each)));
            return new Answer(200, Optional.empty(), account.show(body).text());
        }
    }

    /// Books the lines of a report in their order, settles those that name an open hold from it, and closes
    /// these holds. Returns false, and changes nothing, if an operation has no price: one such line makes the
    /// whole report invalid.
    boolean book(Report report) {
        var account = accounts.apply(report.organisation());
        var named = new LinkedHashSet<String>();
        var lines = lines(report);
        if (!lines.stream().allMatch(this::hasPrice)) return false;
        synchronized (account) {
            for (var recorded : lines) recorded.line().authorization().ifPresent(named::add);
            named.stream().filter(account::isOpen).forEach(id -> account.release(id, "captured"));
            for (var recorded : lines) {
                var price = Objects.requireNonNull(prices.get(recorded.line().operation()));
                account.line(
                        cost(price, new BigDecimal(recorded.line().quantity().toString())));
            }
        }
        return true;
    }

    private boolean hasPrice(RecordedLine recorded) {
        return prices.containsKey(recorded.line().operation());
    }

    static List<RecordedLine> lines(Report report) {
        var lines = new ArrayList<RecordedLine>();
        var data = Json.object(report.body()).object("data");
        for (var line : data.objects("lines")) {
            lines.add(new RecordedLine(report.organisation(), report.id(), line(line)));
        }
        return lines;
    }

    private static Line line(Fields said) {
        return new Line(
                said.requiredText("operation"),
                Quantity.of(said.requiredText("quantity")),
                said.time("at"),
                said.text("member"),
                said.text("reference"),
                said.text("authorization"));
    }
}

package credits.function.usage;

import credits.account.Blocker;
import credits.account.Bounds;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.ledger.Prices;
import credits.ledger.Statements;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.Rate;
import credits.wire.Claims;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.Obstacles;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/quota`: whether an operation may be used now and, if not, why. Advisory: nothing is held.
final class Quota {
    private static final String OPERATION = "operation";
    private static final String QUANTITY = "quantity";

    private final Statements statements;
    private final Prices prices;
    private final Obstacles obstacles;

    Quota(Statements statements, Prices prices, Obstacles obstacles) {
        this.statements = statements;
        this.prices = prices;
        this.obstacles = obstacles;
    }

    HttpResponse answer(HttpRequest request, OrganisationId organisation) {
        request.refuseQueryBeside(Set.of(Claims.ORGANISATION, OPERATION, QUANTITY));
        var quantity = request.query(QUANTITY).map(Quota::quantity);
        var rate = request.query(OPERATION).map(Quota::operation).map(operation -> rate(operation, request));
        if (quantity.isPresent() && rate.isEmpty())
            throw invalid(OPERATION, "is missing: a quantity needs an operation");
        var cost = quantity.map(used -> cost(rate.orElseThrow(), used));
        var bounds = new Bounds(statements.current(organisation, request.at()));
        var blockers = cost.map(bounds::blockers).orElseGet(bounds::blockers);
        return HttpResponse.json(200, json(bounds, blockers, rate));
    }

    private static Operation operation(String text) {
        try {
            return new Operation(text);
        } catch (IllegalArgumentException otherForm) {
            throw invalid(OPERATION, String.valueOf(otherForm.getMessage()));
        }
    }

    private static Quantity quantity(String text) {
        return Quantity.parse(text)
                .orElseThrow(
                        () -> invalid(QUANTITY, "must be a decimal above 0 and below 10^12, with up to 6 decimals"));
    }

    private Rate rate(Operation operation, HttpRequest request) {
        return prices.covering(request.at())
                .find(operation, request.at())
                .orElseThrow(() -> new Rejected(Problem.unpricedOperation(operation, request.at())))
                .rate();
    }

    private static Eur cost(Rate rate, Quantity quantity) {
        try {
            return rate.cost(quantity);
        } catch (ArithmeticException tooDear) {
            throw invalid(QUANTITY, String.valueOf(tooDear.getMessage()));
        }
    }

    private static Rejected invalid(String name, String rule) {
        return new Rejected(Problem.invalidRequest("/query/" + name, rule));
    }

    private Json.Members json(Bounds bounds, List<Blocker> blockers, Optional<Rate> rate) {
        var account = bounds.account();
        return Json.object()
                .put("allowed", blockers.isEmpty())
                .put("blockers", obstacles.json(blockers))
                .put("balance", account.balance())
                .put("available", account.available())
                .putOptional("remaining", account.remaining())
                .put("resets_at", account.resetsAt())
                .putOptional("largest_quantity", rate.map(each -> largest(bounds, each)))
                .put("quota_url", obstacles.quotaUrl())
                .end();
    }

    private static String largest(Bounds bounds, Rate rate) {
        return bounds.largestQuantity(rate).map(Quantity::toString).orElse("0");
    }
}

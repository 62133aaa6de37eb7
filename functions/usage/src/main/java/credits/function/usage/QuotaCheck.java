package credits.function.usage;

import credits.account.SpendingBlocker;
import credits.account.SpendingCheck;
import credits.api.BlockerJson;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.ClaimMapping;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.UnitRate;
import credits.pricing.store.PriceCache;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/quota`: whether an operation may be used now and, if not, why. Advisory: nothing is held.
final class QuotaCheck {
    private static final String OPERATION = "operation";
    private static final String QUANTITY = "quantity";

    private final AccountQueries accountQueries;
    private final PriceCache priceCache;
    private final BlockerJson blockerJson;

    QuotaCheck(AccountQueries accountQueries, PriceCache priceCache, BlockerJson blockerJson) {
        this.accountQueries = accountQueries;
        this.priceCache = priceCache;
        this.blockerJson = blockerJson;
    }

    ApiResponse check(ApiRequest request, OrganisationId organisation) {
        request.requireQueryParametersIn(Set.of(ClaimMapping.ORGANISATION_PARAMETER, OPERATION, QUANTITY));
        var quantity = request.queryParameter(QUANTITY).map(QuotaCheck::quantity);
        var rate =
                request.queryParameter(OPERATION).map(QuotaCheck::operation).map(operation -> rate(operation, request));
        if (quantity.isPresent() && rate.isEmpty())
            throw invalidQuery(OPERATION, "is missing: a quantity needs an operation");
        var cost = quantity.map(used -> cost(rate.orElseThrow(), used));
        var check = new SpendingCheck(accountQueries.currentAccount(organisation, request.receivedAt()));
        var blockers = cost.map(check::blockers).orElseGet(check::blockers);
        return ApiResponse.json(200, toJson(check, blockers, rate));
    }

    private static Operation operation(String text) {
        try {
            return new Operation(text);
        } catch (IllegalArgumentException e) {
            throw invalidQuery(OPERATION, String.valueOf(e.getMessage()));
        }
    }

    private static Quantity quantity(String text) {
        return Quantity.parse(text)
                .orElseThrow(() ->
                        invalidQuery(QUANTITY, "must be a decimal above 0 and below 10^12, with up to 6 decimals"));
    }

    private UnitRate rate(Operation operation, ApiRequest request) {
        return priceCache
                .upTo(request.receivedAt())
                .findPrice(operation, request.receivedAt())
                .orElseThrow(() -> new ProblemException(Problem.unpricedOperation(operation, request.receivedAt())))
                .rate();
    }

    private static Eur cost(UnitRate rate, Quantity quantity) {
        try {
            return rate.costOf(quantity);
        } catch (ArithmeticException e) {
            throw invalidQuery(QUANTITY, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException invalidQuery(String name, String rule) {
        return new ProblemException(Problem.invalidRequest("/query/" + name, rule));
    }

    private Json.JsonObject toJson(SpendingCheck check, List<SpendingBlocker> blockers, Optional<UnitRate> rate) {
        var account = check.account();
        return Json.object()
                .put("allowed", blockers.isEmpty())
                .put("blockers", blockerJson.toJson(blockers))
                .put("balance", account.balance())
                .put("available", account.available())
                .putOptional("remaining", account.remainingLimit())
                .put("resets_at", account.resetsAt())
                .putOptional("largest_quantity", rate.map(each -> largestQuantity(check, each)))
                .put("quota_url", blockerJson.quotaUrl())
                .build();
    }

    private static String largestQuantity(SpendingCheck check, UnitRate rate) {
        return check.largestQuantity(rate).map(Quantity::toString).orElse("0");
    }
}

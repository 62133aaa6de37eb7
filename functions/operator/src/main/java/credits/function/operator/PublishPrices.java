package credits.function.operator;

import credits.api.PriceListJson;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.pricing.store.PriceListStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// `POST /v1/prices`: publishes a version of the price list. Published versions never change, so posting the same
/// version again returns the same response.
final class PublishPrices {
    private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

    private final PriceListStore priceLists;

    PublishPrices(PriceListStore priceLists) {
        this.priceLists = priceLists;
    }

    ApiResponse publish(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.PRICES_WRITE);
        var list = PriceListJson.parse(request.jsonBody(PriceListJson.MAX_BYTES));
        return switch (priceLists.publish(list, caller.member(), request.receivedAt())) {
            case PUBLISHED -> ApiResponse.json(201, PriceListJson.toJson(list));
            case TIME_TAKEN -> throw new ProblemException(Problem.priceListExists(list.effectiveFrom()));
            case TOO_SOON ->
                throw new ProblemException(Problem.priceListTooSoon(earliestEffectiveFrom(request.receivedAt())));
        };
    }

    // Price lists take effect at whole seconds.
    private static Instant earliestEffectiveFrom(Instant now) {
        return now.plus(PriceListStore.MIN_NOTICE).plus(ALMOST_A_SECOND).truncatedTo(ChronoUnit.SECONDS);
    }
}

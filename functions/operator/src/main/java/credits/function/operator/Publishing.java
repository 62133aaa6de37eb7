package credits.function.operator;

import credits.ledger.PriceLists;
import credits.wire.Caller;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Permission;
import credits.wire.PriceListBody;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// `POST /v1/prices`: publishes a version of the price list. Published versions never change, so posting the same
/// version again returns the same response.
final class Publishing {
    private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

    private final PriceLists lists;

    Publishing(PriceLists lists) {
        this.lists = lists;
    }

    HttpResponse publish(HttpRequest request, Caller caller) {
        caller.require(Permission.PRICES_WRITE);
        var list = PriceListBody.parse(request.json(PriceListBody.MOST_BYTES));
        return switch (lists.publish(list, request.at())) {
            case PUBLISHED -> HttpResponse.json(201, PriceListBody.json(list));
            case TIME_TAKEN -> throw new Rejected(Problem.priceListExists(list.effectiveFrom()));
            case TOO_SOON -> throw new Rejected(Problem.priceListTooSoon(earliest(request.at())));
        };
    }

    // Price lists take effect at whole seconds.
    private static Instant earliest(Instant now) {
        return now.plus(PriceLists.NOTICE).plus(ALMOST_A_SECOND).truncatedTo(ChronoUnit.SECONDS);
    }
}

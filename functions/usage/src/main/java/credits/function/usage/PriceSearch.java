package credits.function.usage;

import credits.api.PriceListJson;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.json.Json;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.PriceTranslation;
import credits.pricing.store.PriceCache;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `GET /v1/prices`: the price list in force, searched by name and code.
final class PriceSearch {
    private static final String QUERY = "query";
    private static final int MAX_QUERY_CHARS = 100;
    private static final Pattern COMBINING_MARKS = Pattern.compile("\\p{M}");

    private final PriceCache priceCache;

    PriceSearch(PriceCache priceCache) {
        this.priceCache = priceCache;
    }

    ApiResponse inForce(ApiRequest request) {
        request.requireQueryParametersIn(Set.of(QUERY));
        var query = request.queryParameter(QUERY).orElse("");
        if (query.length() > MAX_QUERY_CHARS) {
            throw new ProblemException(
                    Problem.invalidRequest("/query/query", "must have at most " + MAX_QUERY_CHARS + " characters"));
        }
        var prices = priceCache.upTo(request.receivedAt()).priceListAt(request.receivedAt()).stream()
                .flatMap(list -> matchingPrices(list, normalise(query)).stream())
                .toList();
        return ApiResponse.json(
                200, Json.object().put("data", prices).putNull("next_cursor").build());
    }

    private static List<Json> matchingPrices(PriceList list, String query) {
        return list.prices().stream()
                .filter(price -> names(price).anyMatch(name -> normalise(name).contains(query)))
                .map(price -> (Json) toJson(price, list.effectiveFrom()))
                .toList();
    }

    // What a price is found by: its code, and its name in every language.
    private static Stream<String> names(Price price) {
        var translated = price.translations().values().stream().map(PriceTranslation::name);
        return Stream.concat(Stream.of(price.name(), price.operation().value()), translated);
    }

    /// `text` without accents and case, so that `uber` finds `Über` and vice versa.
    private static String normalise(String text) {
        var decomposed = Normalizer.normalize(text.strip(), Normalizer.Form.NFKD);
        return COMBINING_MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static Json.JsonObject toJson(Price price, Instant effectiveFrom) {
        var unit = price.rate().unit();
        return Json.object()
                .put("code", price.operation().value())
                .put("name", price.name())
                .put("category", price.category().name())
                .put("unit_price", price.rate().unitPrice())
                .put(
                        "unit",
                        Json.object()
                                .put("quantity", Long.toString(unit.quantity()))
                                .put("name", unit.name())
                                .build())
                .put("translations", PriceListJson.translationsToJson(price))
                .put("effective_from", effectiveFrom)
                .build();
    }
}

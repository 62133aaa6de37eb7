package credits.function.usage;

import credits.ledger.Prices;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// `GET /v1/prices`: the price list in force, searched by name and code.
final class Pricing {
    private static final String QUERY = "query";
    private static final int LONGEST_QUERY = 100;
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private final Prices published;

    Pricing(Prices published) {
        this.published = published;
    }

    HttpResponse inForce(HttpRequest request) {
        request.refuseQueryBeside(Set.of(QUERY));
        var query = request.query(QUERY).orElse("");
        if (query.length() > LONGEST_QUERY) {
            throw new Rejected(
                    Problem.invalidRequest("/query/query", "must have at most " + LONGEST_QUERY + " characters"));
        }
        var prices = published.covering(request.at()).inForce(request.at()).stream()
                .flatMap(list -> found(list, plain(query)).stream())
                .toList();
        return HttpResponse.json(
                200, Json.object().put("data", prices).putNull("next_cursor").end());
    }

    private static List<Json> found(PriceList list, String query) {
        return list.prices().stream()
                .filter(price -> plain(price.name()).contains(query)
                        || plain(price.operation().value()).contains(query))
                .map(price -> (Json) json(price, list.effectiveFrom()))
                .toList();
    }

    /// `text` without accents and case, so that `uber` finds `Über` and vice versa.
    private static String plain(String text) {
        var decomposed = Normalizer.normalize(text.strip(), Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static Json.Members json(Price price, Instant effectiveFrom) {
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
                                .end())
                .put("effective_from", effectiveFrom)
                .end();
    }
}

package credits.api;

import credits.identity.Operation;
import credits.json.InputErrors;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.json.Rfc3339Time;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.PriceTranslation;
import credits.pricing.UnitRate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A version of the price list in JSON, such as `contract/price-list.json`.
public final class PriceListJson {
    /// The maximum size of a list, in bytes of UTF-8. A published list is one DynamoDB item of at most 400 KB, in
    /// which it takes no more space than as JSON.
    public static final int MAX_BYTES = 350 * 1024;

    private static final String TRANSLATIONS = "translations";
    private static final Set<String> LIST_FIELDS = Set.of("effective_from", "prices");
    private static final String VAT_RATE = "vat_rate";
    private static final Set<String> PRICE_FIELDS =
            Set.of("code", "name", "category", "unit_price", "unit", VAT_RATE, TRANSLATIONS);
    private static final String STANDARD_RATE = "standard";
    // The kinds of rates of Directive 2006/112/EC, articles 96 and 98, and exemptions.
    private static final Set<String> VAT_RATES = Set.of(STANDARD_RATE, "reduced", "zero", "exempt");
    // The languages of the page besides its default, English, which the price itself is written in.
    private static final Set<String> LANGUAGES = Set.of("de", "es", "fr", "it");
    private static final Set<String> TRANSLATION_FIELDS = Set.of("name", "category");
    private static final Set<String> UNIT_FIELDS = Set.of("quantity", "name");
    private static final int MAX_PRICES = 1_000;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,8}|1000000000");

    private PriceListJson() {}

    /// Parses a price list, for example from `Json.parse(text, PriceListJson.MAX_BYTES)`; anything else throws
    /// [InvalidInputException].
    public static PriceList parse(Json json) {
        var errors = new InputErrors();
        var list = JsonFields.strict(json, JsonPointer.ROOT, LIST_FIELDS, errors);
        var prices = parsePrices(list, errors);
        requireOneVatRate(list, errors);
        var effectiveFrom =
                errors.read(() -> list.parse("effective_from", Rfc3339Time::parse, Rfc3339Time.FORMAT_RULE));
        errors.throwIfAny();
        try {
            return new PriceList(
                    effectiveFrom.get(), prices.stream().map(Supplier::get).toList());
        } catch (IllegalArgumentException refused) {
            throw new InvalidInputException("", String.valueOf(refused.getMessage()));
        }
    }

    private static List<Supplier<Price>> parsePrices(JsonFields list, InputErrors errors) {
        var place = list.pointerTo("prices");
        var items = errors.read(() -> list.elements("prices", MAX_PRICES), List.<Json>of());
        var prices = new ArrayList<Supplier<Price>>(items.size());
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            prices.add(errors.read(() -> parsePrice(items.get(index), place.child(index))));
        }
        return prices;
    }

    // Members buy credits before they choose what to use them for. The VAT is known by then only if all of it has the
    // same rate (article 30a: a single-purpose voucher).
    private static void requireOneVatRate(JsonFields list, InputErrors errors) {
        var place = list.pointerTo("prices");
        if (!list.has("prices") || !(list.required("prices") instanceof Json.JsonArray(var items))) return;
        var rates = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Json.JsonObject price)) continue;
            var fields = JsonFields.lenient(price, place.child(i));
            var _ = rates.add(errors.read(() -> parseVatRate(fields), STANDARD_RATE));
        }
        if (rates.size() > 1)
            errors.read(() -> {
                throw list.invalid("prices", "must all have the same " + VAT_RATE);
            });
    }

    private static String parseVatRate(JsonFields price) {
        var rate = price.optionalText(VAT_RATE).orElse(STANDARD_RATE);
        if (!VAT_RATES.contains(rate)) throw price.invalid(VAT_RATE, "must be standard, reduced, zero or exempt");
        return rate;
    }

    private static Price parsePrice(Json json, JsonPointer place) {
        var errors = new InputErrors();
        var price = JsonFields.strict(json, place, PRICE_FIELDS, errors);
        var operation = errors.read(() -> price.create("code", Operation::new));
        var category = errors.read(() -> price.create("category", OperationCategory::new));
        var unitPrice = errors.read(
                () -> price.parse("unit_price", Eur::parse, "must be a decimal string with up to 9 decimals"));
        var unit = errors.read(() -> parseUnit(price.object("unit", UNIT_FIELDS)));
        var rate = errors.read(() -> createRate(price, unitPrice.get(), unit.get()));
        var translations = errors.read(() -> parseTranslations(price));
        var name = errors.read(() -> price.text("name"));
        errors.throwIfAny();
        return price.create(
                "name", _ -> new Price(operation.get(), name.get(), category.get(), rate.get(), translations.get()));
    }

    private static UnitRate createRate(JsonFields price, Eur unitPrice, BillingUnit unit) {
        return price.create("unit_price", _ -> new UnitRate(unitPrice, unit));
    }

    private static Map<String, PriceTranslation> parseTranslations(JsonFields price) {
        if (!price.hasValue(TRANSLATIONS)) return Map.of();
        var languages = price.object(TRANSLATIONS, LANGUAGES);
        var translations = new HashMap<String, PriceTranslation>();
        for (var language : languages.names()) {
            var fields = languages.object(language, TRANSLATION_FIELDS);
            var category = fields.create("category", OperationCategory::new);
            translations.put(language, fields.create("name", name -> new PriceTranslation(name, category)));
        }
        return translations;
    }

    /// Returns the translations of a price as JSON, in the order of the languages' codes.
    public static Json.JsonObject translationsToJson(Price price) {
        var json = Json.object();
        new TreeMap<>(price.translations())
                .forEach((language, translation) -> json.put(
                        language,
                        Json.object()
                                .put("name", translation.name())
                                .put("category", translation.category().name())
                                .build()));
        return json.build();
    }

    private static BillingUnit parseUnit(JsonFields unit) {
        var quantity = unit.parse(
                "quantity",
                PriceListJson::parseWholeNumber,
                "must be a whole number from 1 to 1000000000, as a string");
        return unit.create("name", name -> new BillingUnit(quantity, name));
    }

    /// Returns a published list as JSON.
    public static Json.JsonObject toJson(PriceList list) {
        return Json.object()
                .put("effective_from", list.effectiveFrom())
                .put("prices", list.prices().stream().map(PriceListJson::toJson).toList())
                .build();
    }

    private static Json toJson(Price price) {
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
                .put(TRANSLATIONS, translationsToJson(price))
                .build();
    }

    private static Optional<Long> parseWholeNumber(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}

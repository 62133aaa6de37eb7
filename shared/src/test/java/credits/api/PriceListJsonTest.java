package credits.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.identity.Operation;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.PriceTranslation;
import credits.pricing.UnitRate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListJsonTest {
    private static final String LIST = """
            {"effective_from": "2027-01-01T00:00:00Z", "prices": [
             {"code": "translation.text", "name": "Translate text", "category": "Translation", "unit_price": "0.0018",
              "unit": {"quantity": "1000", "name": "characters"}}]}""";

    @Test
    void a_price_list_is_parsed_with_all_its_prices() {
        var list = read(LIST);

        assertThat(list.effectiveFrom()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(list.prices())
                .containsExactly(new Price(
                        new Operation("translation.text"),
                        "Translate text",
                        new OperationCategory("Translation"),
                        new UnitRate(Eur.of("0.0018"), new BillingUnit(1_000, "characters"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "0.0018"             | "-0.0018"             | /prices/0/unit_price
            "0.0018"             | "0.00000000018"       | /prices/0/unit_price
            "0.0018"             | 0.0018                | /prices/0/unit_price
            "0.0018"             | "1E+200000000"        | /prices/0/unit_price
            "0.0018"             | "100000.01"           | /prices/0/unit_price
            "translation.text"   | "translation text"    | /prices/0/code
            "Translate text"     | ""                    | /prices/0/name
            "Translate text"     | "Translate\\u202etext" | /prices/0/name
            "Translation"        | "<img>"               | /prices/0/category
            "1000"               | 1000                  | /prices/0/unit/quantity
            "1000"               | "0"                   | /prices/0/unit/quantity
            "1000"               | "1.5"                 | /prices/0/unit/quantity
            "1000"               | "1000000001"          | /prices/0/unit/quantity
            "characters"         | " "                   | /prices/0/unit/name
            "unit_price"         | "price"               | /prices/0/price
            "name": "characters" | "name": "c", "per": 1 | /prices/0/unit/per
            "effective_from"     | "currency": "USD", "effective_from" | /currency
            2027-01-01T00:00:00Z | 2027-01-01            | /effective_from
            2027-01-01T00:00:00Z | 2027-01-01T00:00:00.5Z |
            """)
    void a_price_list_that_breaks_a_rule_is_rejected_with_its_pointer(
            String from, String to, @Nullable String pointer) {
        var changed = LIST.replace(from, to);

        var invalid = catchThrowableOfType(InvalidInputException.class, () -> read(changed));

        assertThat(invalid.fieldError().pointer()).isEqualTo(pointer == null ? "" : pointer);
    }

    @Test
    void translations_are_parsed_and_written_as_they_are_read() {
        var list = read(translated("{\"de\": {\"name\": \"Text\", \"category\": \"Übersetzung\"}}"));

        assertThat(list.prices().getFirst().translations())
                .isEqualTo(Map.of("de", new PriceTranslation("Text", new OperationCategory("Übersetzung"))));
        assertThat(PriceListJson.parse(PriceListJson.toJson(list)).prices()).isEqualTo(list.prices());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"xx": {"name": "Text", "category": "Text"}} | /prices/0/translations/xx
            {"de": {"name": "Text"}}                     | /prices/0/translations/de/category
            {"de": {"name": "<b>", "category": "Text"}}  | /prices/0/translations/de/name
            """)
    void translations_are_complete_and_in_the_page_s_languages(String translations, String pointer) {
        var invalid = catchThrowableOfType(InvalidInputException.class, () -> read(translated(translations)));

        assertThat(invalid.fieldError().pointer()).isEqualTo(pointer);
    }

    private static String translated(String translations) {
        return LIST.replace("\"characters\"}}", "\"characters\"}, \"translations\": " + translations + "}");
    }

    /// Red when credits can buy what has another VAT rate, so that their VAT is not known when they are sold.
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
            -,       -,        -
            -,       standard, -
            reduced, reduced,  -
            null,    standard, -
            -,       reduced,  /prices
            reduced, standard, /prices
            exempt,  zero,     /prices
            other,   standard, /prices/0/vat_rate
            """)
    void all_prices_have_one_vat_rate(@Nullable String rate, @Nullable String otherRate, @Nullable String pointer) {
        var price = LIST.substring(LIST.indexOf("[") + 1, LIST.indexOf("]"));
        var other = price.replace("translation.text", "translation.speech");
        var list = LIST.replace(price, withVatRate(price, rate) + "," + withVatRate(other, otherRate));

        if (pointer == null) assertThat(read(list).prices()).hasSize(2);
        else
            assertThat(catchThrowableOfType(InvalidInputException.class, () -> read(list))
                            .fieldError()
                            .pointer())
                    .isEqualTo(pointer);
    }

    private static String withVatRate(String price, @Nullable String rate) {
        if (rate == null) return price;
        var value = rate.equals("null") ? rate : "\"" + rate + "\"";
        return price.replace("\"unit_price\"", "\"vat_rate\": " + value + ", \"unit_price\"");
    }

    @Test
    void a_price_list_without_prices_or_with_duplicates_is_rejected() {
        var price = LIST.substring(LIST.indexOf("[") + 1, LIST.indexOf("]"));

        assertThatThrownBy(() -> read(LIST.replace(price, ""))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> read(LIST.replace(price, price + "," + price)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void the_initial_price_list_covers_every_unit_and_is_plausible() throws IOException {
        var list = read(Files.readString(Path.of("contract/price-list.json")));

        assertThat(list.effectiveFrom()).isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(list.prices()).hasSizeBetween(25, 50);
        assertThat(list.prices())
                .extracting(price -> price.rate().unit())
                .contains(
                        new BillingUnit(1_000, "tokens"),
                        new BillingUnit(1_000_000, "tokens"),
                        new BillingUnit(1_000, "characters"),
                        new BillingUnit(1, "minutes"),
                        new BillingUnit(1, "hours"),
                        new BillingUnit(1, "requests"),
                        new BillingUnit(1, "pages"),
                        new BillingUnit(1, "images"));
        assertThat(list.prices())
                .extracting(price -> price.category().name())
                .contains(
                        "Summarization",
                        "Deep search",
                        "Translation",
                        "Call centre",
                        "Transcription",
                        "Document analysis",
                        "Speech synthesis",
                        "Image");
        assertThat(list.prices()).allMatch(price -> price.rate().unitPrice().isPositive());
        assertThat(list.prices())
                .allMatch(price -> price.translations().keySet().equals(Set.of("de", "es", "fr", "it")));
        assertThat(list.prices()).noneMatch(price -> price.rate().unitPrice().isGreaterThan(Eur.of("2")));
        assertThat(list.findPrice(new Operation("chat.input"))
                        .orElseThrow()
                        .rate()
                        .costOf(Quantity.of("1")))
                .isEqualTo(Eur.of("0.000000275"));
    }

    private static PriceList read(String text) {
        return PriceListJson.parse(Json.parse(text, PriceListJson.MAX_BYTES));
    }
}

package credits.function.usage;

import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceSearchTest {
    private final OwnerFixture owner = new OwnerFixture();

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''         | query.run,translate.uber
            QUERY      | query.run
            übersetz   | translate.uber
            UBERSETZEN | translate.uber
            e          | query.run,translate.uber
            .uber      | translate.uber
            chercher   | query.run,translate.uber
            nothing    | ''
            """)
    void prices_are_found_by_code_and_name_in_any_language_ignoring_case_and_accents(String query, String codes) {
        var response = owner.call(prices(NOW).withQuery("query", query));

        assertThat(response.status()).isEqualTo(200);
        assertThat(String.join(",", response.body().path("data").findValuesAsText("code")))
                .isEqualTo(codes);
    }

    @Test
    void a_price_has_its_names_in_other_languages() {
        var price = owner.call(prices(NOW)).body().at("/data/0");

        assertThat(price.at("/name").asText()).isEqualTo("Deep search query");
        assertThat(price.at("/translations/fr/name").asText()).isEqualTo("Chercher 0.12");
        assertThat(price.at("/translations/fr/category").asText()).isEqualTo("Recherche");
    }

    @Test
    void the_list_in_force_is_the_newest_that_has_taken_effect() {
        var before = owner.call(prices(NOW));
        var after = owner.call(prices(NOW.plus(Duration.ofDays(1))));

        assertThat(before.body().path("data").findValuesAsText("unit_price")).containsExactly("0.12", "0.0018");
        assertThat(after.body().path("data").findValuesAsText("unit_price")).containsExactly("0.13");
        assertThat(after.body().path("data").get(0).path("effective_from").asText())
                .isEqualTo("2026-11-23T00:00:00Z");
    }

    @Test
    void a_query_that_is_too_long_or_unknown_is_refused() {
        var request = prices(NOW);

        assertThat(owner.call(request.withQuery("query", "x".repeat(101))).status())
                .isEqualTo(400);
        assertThat(owner.call(request.withQuery("category", "Search")).status()).isEqualTo(400);
    }

    private TestRequest prices(Instant at) {
        return owner.request("GET /v1/prices", "", at);
    }
}

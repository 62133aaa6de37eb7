package credits.function.usage;

import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Request;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingTest {
    private final Owner owner = new Owner();

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''         | query.run,translate.uber
            QUERY      | query.run
            übersetz   | translate.uber
            UBERSETZEN | translate.uber
            e          | query.run,translate.uber
            .uber      | translate.uber
            nothing    | ''
            """)
    void prices_are_found_by_name_and_code_whatever_case_and_accents(String query, String codes) {
        var answer = owner.call(prices(NOVEMBER).query("query", query));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(String.join(",", answer.body().path("data").findValuesAsText("code")))
                .isEqualTo(codes);
    }

    @Test
    void the_list_in_force_is_the_newest_that_has_begun() {
        var before = owner.call(prices(NOVEMBER));
        var after = owner.call(prices(NOVEMBER.plus(Duration.ofDays(1))));

        assertThat(before.body().path("data").findValuesAsText("unit_price")).containsExactly("0.12", "0.0018");
        assertThat(after.body().path("data").findValuesAsText("unit_price")).containsExactly("0.13");
        assertThat(after.body().path("data").get(0).path("effective_from").asText())
                .isEqualTo("2026-11-23T00:00:00Z");
    }

    @Test
    void a_query_that_is_too_long_or_not_understood_is_refused() {
        var request = prices(NOVEMBER);

        assertThat(owner.call(request.query("query", "x".repeat(101))).status()).isEqualTo(400);
        assertThat(owner.call(request.query("category", "Search")).status()).isEqualTo(400);
    }

    private Request prices(Instant at) {
        return owner.request("GET /v1/prices", "", at);
    }
}

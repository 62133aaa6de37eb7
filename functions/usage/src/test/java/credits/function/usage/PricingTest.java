package credits.function.usage;

import static credits.Given.credits;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Request;
import credits.identity.Operation;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.ledger.PriceLists.Publication;
import credits.ledger.Prices;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import credits.wire.Claims;
import credits.wire.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingTest {
    private static final Instant NOVEMBER = Instant.parse("2026-11-22T12:00:00Z");
    private static final Prices PRICES = new Prices(lists(), InstantSource.fixed(NOVEMBER));

    private final Claims claims = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of("owner", Set.of(Permission.USAGE_READ)));
    private final Invocation usage =
            new Invocation(new UsageHandler(claims, new Wiring(LocalTable.statements(), PRICES)));

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
        var answer = usage.call(prices(NOVEMBER).query("query", query));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(String.join(",", answer.body().path("data").findValuesAsText("code")))
                .isEqualTo(codes);
    }

    @Test
    void the_list_in_force_is_the_newest_that_has_begun() {
        var before = usage.call(prices(NOVEMBER));
        var after = usage.call(prices(NOVEMBER.plus(Duration.ofDays(1))));

        assertThat(before.body().path("data").findValuesAsText("unit_price")).containsExactly("0.12", "0.0018");
        assertThat(after.body().path("data").findValuesAsText("unit_price")).containsExactly("0.13");
        assertThat(after.body().path("data").get(0).path("effective_from").asText())
                .isEqualTo("2026-11-23T00:00:00Z");
    }

    @Test
    void a_query_that_is_too_long_or_not_understood_is_refused() {
        var request = prices(NOVEMBER);

        assertThat(usage.call(request.query("query", "x".repeat(101))).status()).isEqualTo(400);
        assertThat(usage.call(request.query("category", "Search")).status()).isEqualTo(400);
    }

    private static Request prices(Instant at) {
        return Request.of("GET /v1/prices", "", at);
    }

    private static PriceLists lists() {
        var lists = new PriceLists(LocalTable.DYNAMO, LocalTable.NAME);
        var first = new PriceList(
                Instant.parse("2020-01-01T00:00:00Z"),
                List.of(
                        price("query.run", "Deep search query", "0.12"),
                        price("translate.uber", "Übersetzen", "0.0018")));
        var next = new PriceList(
                Instant.parse("2026-11-23T00:00:00Z"), List.of(price("query.run", "Deep search query", "0.13")));
        assertThat(lists.publish(first, NOVEMBER)).isEqualTo(Publication.PUBLISHED);
        assertThat(lists.publish(next, NOVEMBER)).isEqualTo(Publication.PUBLISHED);
        assertThat(lists.publish(next, NOVEMBER)).isEqualTo(Publication.TIME_TAKEN);
        return lists;
    }

    private static Price price(String code, String name, String unitPrice) {
        var rate = new Rate(Eur.of(unitPrice), new BillingUnit(1, "requests"));
        return new Price(new Operation(code), name, new Category("Search"), rate);
    }
}

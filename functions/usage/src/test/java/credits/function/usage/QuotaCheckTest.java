package credits.function.usage;

import static credits.Given.PRICES;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.limits;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation.Answer;
import credits.Request;
import credits.account.Authorize;
import credits.usage.PricedLine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {
    private final Owner owner = new Owner();

    @ParameterizedTest(name = "credits {0}, limit {1}, quantity {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            10   | none | 83.333333  | ''                                            | 83.333333
            10   | none | 83.333334  | insufficient_credits                          | 83.333333
            10   | 0.60 | 5          | ''                                            | 5
            10   | 0.60 | 5.000001   | spending_limit_reached                        | 5
            0.60 | 10   | 5.000001   | insufficient_credits                          | 5
            0.60 | 0.36 | 4          | spending_limit_reached                        | 3
            0.36 | 0.60 | 6          | spending_limit_reached,insufficient_credits   | 3
            1    | 0    | 0.000001   | spending_limit_reached                        | 0
            """)
    void all_blockers_are_told_and_the_largest_quantity_that_fits(
            String balance, String limit, String quantity, String causes, String largest) {
        owner.given(credits(balance, NOVEMBER), limits("none", limit, NOVEMBER));

        var quota = quota(ask().query("operation", "query.run").query("quantity", quantity));

        assertThat(String.join(",", quota.body().path("blockers").findValuesAsText("cause")))
                .isEqualTo(causes);
        assertThat(quota.body().path("allowed").asBoolean()).isEqualTo(causes.isEmpty());
        assertThat(quota.of("largest_quantity")).isEqualTo(largest);
    }

    @Test
    void each_blocker_says_what_is_missing_and_where_to_get_it() {
        owner.given(credits("1", NOVEMBER), limits("none", "0.50", NOVEMBER), booking(queries(2, NOVEMBER)));

        var quota = quota(ask().query("operation", "query.run").query("quantity", "100"));

        assertThat(quota.body().path("blockers").toString()).isEqualTo("""
                [{"cause":"spending_limit_reached","allowed_limit":"0.50","used":"0.24","held":"0.00",\
                "remaining":"0.26","resets_at":"2026-11-30T23:00:00Z","limits_url":"https://app.example.com/limits"},\
                {"cause":"insufficient_credits","required":"12.00","available":"0.76","shortfall":"11.24",\
                "top_up_url":"https://app.example.com/top-up"}]""");
        assertThat(quota.of("balance")).isEqualTo("0.76");
        assertThat(quota.of("remaining")).isEqualTo("0.26");
        assertThat(quota.of("quota_url")).isEqualTo("https://app.example.com/usage");
    }

    @Test
    void what_is_held_for_others_is_in_the_balance_but_not_available() {
        owner.given(credits("10", NOVEMBER), holding("30"));

        var quota = quota(ask().query("operation", "query.run"));

        assertThat(quota.of("balance")).isEqualTo("10.00");
        assertThat(quota.of("available")).isEqualTo("6.40");
        assertThat(quota.of("largest_quantity")).isEqualTo("53.333333");
    }

    @Test
    void without_an_operation_it_tells_whether_anything_is_left() {
        assertThat(quota(ask()).body().path("blockers").findValuesAsText("cause"))
                .containsExactly("insufficient_credits");
        assertThat(quota(ask()).body().at("/blockers/0/shortfall").isNull()).isTrue();

        owner.given(credits("0.000000001", NOVEMBER));

        assertThat(quota(ask()).body().path("allowed").asBoolean()).isTrue();
        assertThat(quota(ask()).body().path("largest_quantity").isNull()).isTrue();
        assertThat(quota(ask()).body().path("remaining").isNull()).isTrue();
    }

    @Test
    void an_operation_without_a_price_is_told_by_its_code_and_time() {
        var unknown = owner.call(ask().query("operation", "Query.run"));
        var ended = owner.call(
                owner.request("GET /v1/quota", "", NOVEMBER.plusSeconds(86_400)).query("operation", "translate.uber"));

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.of("code")).isEqualTo("unpriced-operation");
        assertThat(unknown.of("operation")).isEqualTo("Query.run");
        assertThat(unknown.of("at")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(ended.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "quantity, 1",
        "operation, a b",
        "organisation, other",
        "colour, blue",
        "quantity, 0",
        "quantity, 1e3",
        "quantity, -1",
        "quantity, 9000000000"
    })
    void what_is_not_understood_is_refused(String name, String value) {
        var request = name.equals("quantity") && !value.equals("1") ? ask().query("operation", "query.run") : ask();

        assertThat(owner.call(request.query(name, value)).status()).isEqualTo(400);
    }

    @Test
    void a_service_asks_for_the_organisation_that_it_names() {
        owner.given(credits("1", NOVEMBER));
        var named = ask().query("organisation", owner.organisation().value());
        var service = Map.of("sub", "svc_search", "roles", "[service]");

        assertThat(quota(named.claiming(service)).of("balance")).isEqualTo("1.00");
        assertThat(owner.call(ask().claiming(service)).status()).isEqualTo(400);
        assertThat(owner.call(ask().query("organisation", "a b").claiming(service))
                        .status())
                .isEqualTo(400);
        assertThat(quota(ask().query("organisation", "usage_nobody").claiming(service))
                        .of("balance"))
                .isEqualTo("0.00");
        assertThat(quota(owner.by("[service]", ask())).of("balance")).isEqualTo("1.00");
    }

    @Test
    void who_may_neither_read_nor_authorize_hears_nothing() {
        assertThat(owner.call(owner.by("[cook]", ask())).status()).isEqualTo(403);
    }

    private Request ask() {
        return owner.request("GET /v1/quota", "", NOVEMBER);
    }

    private static Authorize holding(String queries) {
        var line = line("query.run", queries, NOVEMBER);
        var price = PRICES.find(line.operation(), NOVEMBER).orElseThrow();
        var priced = Optional.of(PricedLine.of(line, price));
        return new Authorize(idMadeAt(NOVEMBER), 1, "svc_search", priced, Optional.of(Duration.ofMinutes(1)), NOVEMBER);
    }

    private Answer quota(Request request) {
        var answer = owner.call(request);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer;
    }
}

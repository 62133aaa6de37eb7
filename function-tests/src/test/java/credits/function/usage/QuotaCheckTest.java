package credits.function.usage;

import static credits.TestData.PRICES;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.command.AuthorizeUsage;
import credits.usage.PricedLine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaCheckTest {
    private final OwnerFixture owner = new OwnerFixture();

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
    void every_blocker_is_listed_with_the_largest_quantity_that_fits(
            String balance, String limit, String quantity, String causes, String largest) {
        owner.givenCommands(adjustment(balance, NOW), limitsChange("none", limit, NOW));

        var quota = quota(quotaRequest().withQuery("operation", "query.run").withQuery("quantity", quantity));

        assertThat(String.join(",", quota.body().path("blockers").findValuesAsText("cause")))
                .isEqualTo(causes);
        assertThat(quota.body().path("allowed").asBoolean()).isEqualTo(causes.isEmpty());
        assertThat(quota.text("largest_quantity")).isEqualTo(largest);
    }

    @Test
    void each_blocker_has_its_amounts_and_a_link() {
        owner.givenCommands(adjustment("1", NOW), limitsChange("none", "0.50", NOW), bookReports(queryReport(2, NOW)));

        var quota = quota(quotaRequest().withQuery("operation", "query.run").withQuery("quantity", "100"));

        assertThat(quota.body().path("blockers").toString()).isEqualTo("""
                [{"cause":"spending_limit_reached","allowed_limit":"0.50","used":"0.24","held":"0.00",\
                "remaining":"0.26","resets_at":"2026-11-30T23:00:00Z","limits_url":"https://app.example.com/limits"},\
                {"cause":"insufficient_credits","required":"12.00","available":"0.76","shortfall":"11.24",\
                "top_up_url":"https://app.example.com/top-up"}]""");
        assertThat(quota.text("balance")).isEqualTo("0.76");
        assertThat(quota.text("remaining")).isEqualTo("0.26");
        assertThat(quota.text("quota_url")).isEqualTo("https://app.example.com/usage");
    }

    @Test
    void held_credits_are_in_the_balance_but_not_available() {
        owner.givenCommands(adjustment("10", NOW), authorize("30"));

        var quota = quota(quotaRequest().withQuery("operation", "query.run"));

        assertThat(quota.text("balance")).isEqualTo("10.00");
        assertThat(quota.text("available")).isEqualTo("6.40");
        assertThat(quota.text("largest_quantity")).isEqualTo("53.333333");
    }

    @Test
    void without_an_operation_the_quota_shows_whether_anything_is_left() {
        assertThat(quota(quotaRequest()).body().path("blockers").findValuesAsText("cause"))
                .containsExactly("insufficient_credits");
        assertThat(quota(quotaRequest()).body().at("/blockers/0/shortfall").isNull())
                .isTrue();

        owner.givenCommands(adjustment("0.000000001", NOW));

        assertThat(quota(quotaRequest()).body().path("allowed").asBoolean()).isTrue();
        assertThat(quota(quotaRequest()).body().path("largest_quantity").isNull())
                .isTrue();
        assertThat(quota(quotaRequest()).body().path("remaining").isNull()).isTrue();
    }

    @Test
    void an_unpriced_operation_is_refused_with_its_code_and_time() {
        var unknown = owner.call(quotaRequest().withQuery("operation", "Query.run"));
        var ended = owner.call(
                owner.request("GET /v1/quota", "", NOW.plusSeconds(86_400)).withQuery("operation", "translate.uber"));

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text("code")).isEqualTo("unpriced-operation");
        assertThat(unknown.text("operation")).isEqualTo("Query.run");
        assertThat(unknown.text("at")).isEqualTo("2026-11-22T12:00:00Z");
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
    void an_invalid_query_is_refused(String name, String value) {
        var request = name.equals("quantity") && !value.equals("1")
                ? quotaRequest().withQuery("operation", "query.run")
                : quotaRequest();

        assertThat(owner.call(request.withQuery(name, value)).status()).isEqualTo(400);
    }

    @Test
    void a_service_may_ask_for_the_organisation_it_names() {
        owner.givenCommands(adjustment("1", NOW));
        var named =
                quotaRequest().withQuery("organisation", owner.organisation().value());
        var service = Map.of("sub", "svc_search", "roles", "[service]", "azp", "credits-operator");

        assertThat(quota(named.withClaims(service)).text("balance")).isEqualTo("1.00");
        assertThat(owner.call(quotaRequest().withClaims(service)).status()).isEqualTo(400);
        assertThat(owner.call(quotaRequest().withQuery("organisation", "a b").withClaims(service))
                        .status())
                .isEqualTo(400);
        assertThat(quota(quotaRequest()
                                .withQuery("organisation", "usage_nobody")
                                .withClaims(service))
                        .text("balance"))
                .isEqualTo("0.00");
        assertThat(quota(owner.by("[service]", quotaRequest())).text("balance")).isEqualTo("1.00");
    }

    @Test
    void a_caller_who_may_neither_read_nor_authorize_is_refused() {
        assertThat(owner.call(owner.by("[cook]", quotaRequest())).status()).isEqualTo(403);
    }

    private TestRequest quotaRequest() {
        return owner.request("GET /v1/quota", "", NOW);
    }

    private static AuthorizeUsage authorize(String queries) {
        var line = line("query.run", queries, NOW);
        var price = PRICES.findPrice(line.operation(), NOW).orElseThrow();
        var priced = Optional.of(PricedLine.of(line, price));
        return new AuthorizeUsage(newIdAt(NOW), 1, "svc_search", priced, Optional.of(Duration.ofMinutes(1)), NOW);
    }

    private HandlerResponse quota(TestRequest request) {
        var response = owner.call(request);
        assertThat(response.status()).as("%s", response.body()).isEqualTo(200);
        return response;
    }
}

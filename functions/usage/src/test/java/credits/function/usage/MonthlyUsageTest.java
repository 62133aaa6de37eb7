package credits.function.usage;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.limits;
import static credits.Given.queries;
import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation.Answer;
import credits.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private final Owner owner = new Owner();
    private static final String HISTORY = "GET /v1/usage/months";
    private static final String MONTH = "GET /v1/usage/months/{month}";
    private static final Instant OCTOBER = Instant.parse("2026-10-20T10:00:00Z");

    @Test
    void the_history_of_a_year_is_the_sum_of_its_months_with_zeros_where_nothing_was_used() {
        var august = Instant.parse("2026-08-20T10:00:00Z");
        owner.given(credits("10", august), booking(queries(5, august)), limits("1", "2", august));
        owner.given(booking(queries(3, OCTOBER)), booking(queries(1, NOVEMBER)));

        var history = history("2026", NOVEMBER.plus(Duration.ofDays(20)));

        assertThat(history.body().path("months").findValuesAsText("month"))
                .containsExactly("2026-08", "2026-09", "2026-10", "2026-11", "2026-12");
        assertThat(history.body().path("months").findValuesAsText("cost"))
                .containsExactly("0.60", "0.00", "0.36", "0.12", "0.00");
        assertThat(history.body().path("months").findValuesAsText("days_with_use"))
                .containsExactly("1", "0", "1", "1", "0");
        assertThat(history.body().path("months").get(1).path("allowed_limit").asText())
                .isEqualTo("2.00");
        assertThat(history.of("total")).isEqualTo("1.08");
        assertThat(history("2025", NOVEMBER).body().path("months")).isEmpty();
    }

    @Test
    void the_history_of_five_years_ago_is_complete() {
        var first = Instant.parse("2021-01-15T12:00:00Z");
        owner.given(credits("100", first));
        for (int month = 0; month < 66; month++) {
            owner.given(booking(queries(1 + month % 3, first.plus(Duration.ofDays(30L * month + month / 2)))));
        }
        var now = first.plus(Duration.ofDays(30L * 66 + 33));

        for (int year = 2021; year <= 2026; year++) {
            var sum = BigDecimal.ZERO;
            var history = history(Integer.toString(year), now);
            for (var month : history.body().path("months")) {
                var overview = overview(month.path("month").asText(), now);
                assertThat(overview.of("used")).isEqualTo(month.path("cost").asText());
                sum = sum.add(new BigDecimal(month.path("cost").asText()));
            }
            assertThat(new BigDecimal(history.of("total"))).isEqualByComparingTo(sum);
            assertThat(history.body().path("months")).hasSize(year == 2026 ? 7 : 12);
        }
    }

    @Test
    void a_forecast_is_made_from_seven_days_of_use_on_and_never_for_the_past() {
        owner.given(credits("1000", OCTOBER), limits("none", "20", OCTOBER));
        for (int day = 1; day <= 22; day += 3) {
            owner.given(booking(queries(10, Instant.parse("2026-11-%02dT12:00:00Z".formatted(day)))));
        }

        var forecast = overview("current", NOVEMBER).body().path("forecast");

        assertThat(forecast.path("month_end").asText()).isEqualTo("13.09");
        assertThat(forecast.path("limit_reached_on").isNull()).isTrue();
        assertThat(overview("2026-11", NOVEMBER.plus(Duration.ofDays(30)))
                        .body()
                        .path("forecast")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"26", "1999", "3000", "20260", "now", ""})
    void a_year_of_another_form_is_refused(String year) {
        assertThat(owner.call(request(HISTORY, "", NOVEMBER).query("year", year))
                        .status())
                .isEqualTo(400);
        assertThat(owner.call(request(HISTORY, "", NOVEMBER)).status()).isEqualTo(400);
    }

    private Answer history(String year, Instant now) {
        var answer = owner.call(request(HISTORY, "", now).query("year", year));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private Answer overview(String month, Instant now) {
        return owner.call(request(MONTH, month, now));
    }

    private Request request(String route, String path, Instant at) {
        return owner.request(route, path, at);
    }
}

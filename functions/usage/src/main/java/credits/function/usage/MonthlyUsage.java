package credits.function.usage;

import credits.account.Account;
import credits.account.AccountStatus;
import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.MonthlyHistory;
import credits.account.SpendingForecast;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `GET /v1/usage/months/{month}`: the overview of a month; `GET /v1/usage/months`: the months of a year.
final class MonthlyUsage {
    private static final String CURRENT = "current";
    private static final String YEAR = "year";
    private static final Pattern YEAR_PATTERN = Pattern.compile("2[0-9]{3}");
    private static final Pattern MONTH_PATTERN = Pattern.compile("2[0-9]{3}-(0[1-9]|1[0-2])");

    private final AccountQueries accountQueries;

    MonthlyUsage(AccountQueries accountQueries) {
        this.accountQueries = accountQueries;
    }

    ApiResponse monthOverview(ApiRequest request, OrganisationId organisation) {
        request.requireQueryParametersIn(Set.of());
        var month = request.pathParameter("month");
        var account = month.equals(CURRENT)
                ? accountQueries.currentAccount(organisation, request.receivedAt())
                : accountQueries
                        .accountIn(organisation, parse(month), request.receivedAt())
                        .orElseThrow(() -> new ProblemException(Problem.notFound()));
        boolean isCurrent = account.resetsAt().isAfter(request.receivedAt());
        var forecast = isCurrent ? SpendingForecast.of(account) : Optional.<SpendingForecast>empty();
        return ApiResponse.json(200, toJson(account, request.receivedAt(), forecast));
    }

    ApiResponse yearHistory(ApiRequest request, OrganisationId organisation) {
        request.requireQueryParametersIn(Set.of(YEAR));
        var year = request.queryParameter(YEAR)
                .filter(text -> YEAR_PATTERN.matcher(text).matches());
        if (year.isEmpty()) {
            throw new ProblemException(Problem.invalidRequest("/query/year", "must be a year such as 2026"));
        }
        var history = accountQueries.monthlyHistory(organisation, Integer.parseInt(year.get()), request.receivedAt());
        return ApiResponse.json(200, toJson(history));
    }

    private static YearMonth parse(String month) {
        if (MONTH_PATTERN.matcher(month).matches()) return YearMonth.parse(month);
        throw new ProblemException(
                Problem.invalidRequest("/path/month", "must be a month such as 2026-11, or current"));
    }

    private static Json.JsonObject toJson(Account account, Instant readAt, Optional<SpendingForecast> forecast) {
        return Json.object()
                .put("month", account.currentMonth().toString())
                .put("time_zone", account.timeZone().current().getId())
                .put("used", account.used())
                .put("held", account.held())
                .putOptional("alert_threshold", account.limits().alertThreshold())
                .putOptional("allowed_limit", account.limits().allowedLimit())
                .putOptional("remaining", account.remainingLimit())
                .put("balance", account.balance())
                .put("available", account.available())
                .put("status", code(account.status()))
                .put(
                        "status_causes",
                        account.activeStatuses().stream()
                                .map(cause -> new Json.JsonString(code(cause)))
                                .toList())
                .put("resets_at", account.resetsAt())
                .put("updated_at", readAt)
                .put(
                        "days",
                        account.monthToDate().days().stream()
                                .map(MonthlyUsage::toJson)
                                .toList())
                .put(
                        "categories",
                        account.monthToDate().categories().stream()
                                .map(MonthlyUsage::toJson)
                                .toList())
                .put("forecast", forecast.map(MonthlyUsage::toJson).orElse(new Json.JsonNull()))
                .build();
    }

    private static Json.JsonObject toJson(MonthlyHistory history) {
        return Json.object()
                .put("year", history.year())
                .put(
                        "months",
                        history.months().stream().map(MonthlyUsage::toJson).toList())
                .put("total", history.total())
                .build();
    }

    private static Json toJson(MonthlyHistory.MonthSummary month) {
        return Json.object()
                .put("month", month.month().toString())
                .put("cost", month.cost())
                .put("operations", month.operationCount())
                .put("days_with_use", month.daysWithUse())
                .putOptional("allowed_limit", month.allowedLimit())
                .build();
    }

    private static String code(AccountStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Json toJson(SpendingForecast forecast) {
        return Json.object()
                .put("month_end", forecast.monthEndUsage())
                .putOptional("limit_reached_on", forecast.limitReachedOn())
                .build();
    }

    private static Json toJson(DayTotal day) {
        return Json.object()
                .put("date", day.date().toString())
                .put("cost", day.cost())
                .put("operations", day.operationCount())
                .build();
    }

    private static Json toJson(CategoryTotal category) {
        return Json.object()
                .put("category", category.category().name())
                .put("cost", category.cost())
                .put("operations", category.operationCount())
                .build();
    }
}

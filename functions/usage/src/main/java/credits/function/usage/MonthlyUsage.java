package credits.function.usage;

import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.Forecast;
import credits.account.MonthlyHistory;
import credits.account.MonthlyOverview;
import credits.account.Status;
import credits.identity.OrganisationId;
import credits.ledger.Statements;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `GET /v1/usage/months/{month}`: the overview of a month; `GET /v1/usage/months`: the months of a year.
final class Months {
    private static final String CURRENT = "current";
    private static final String YEAR = "year";
    private static final Pattern A_YEAR = Pattern.compile("2[0-9]{3}");
    private static final Pattern MONTH = Pattern.compile("2[0-9]{3}-(0[1-9]|1[0-2])");

    private final Statements statements;

    Months(Statements statements) {
        this.statements = statements;
    }

    HttpResponse overview(HttpRequest request, OrganisationId organisation) {
        request.refuseQueryBeside(Set.of());
        var month = request.path("month");
        var account = month.equals(CURRENT)
                ? statements.current(organisation, request.at())
                : statements
                        .month(organisation, parse(month), request.at())
                        .orElseThrow(() -> new Rejected(Problem.notFound()));
        boolean isCurrent = account.resetsAt().isAfter(request.at());
        var forecast = isCurrent ? Forecast.of(account) : Optional.<Forecast>empty();
        return HttpResponse.json(200, json(MonthlyOverview.of(account, request.at()), forecast));
    }

    HttpResponse history(HttpRequest request, OrganisationId organisation) {
        request.refuseQueryBeside(Set.of(YEAR));
        var year = request.query(YEAR).filter(text -> A_YEAR.matcher(text).matches());
        if (year.isEmpty()) {
            throw new Rejected(Problem.invalidRequest("/query/year", "must be a year such as 2026"));
        }
        var history = statements.history(organisation, Integer.parseInt(year.get()), request.at());
        return HttpResponse.json(200, json(history));
    }

    private static YearMonth parse(String month) {
        if (MONTH.matcher(month).matches()) return YearMonth.parse(month);
        throw new Rejected(Problem.invalidRequest("/path/month", "must be a month such as 2026-11, or current"));
    }

    private static Json.Members json(MonthlyOverview overview, Optional<Forecast> forecast) {
        return Json.object()
                .put("month", overview.month().toString())
                .put("time_zone", overview.timeZone().getId())
                .put("used", overview.used())
                .put("held", overview.held())
                .putOptional("alert_threshold", overview.alertThreshold())
                .putOptional("allowed_limit", overview.allowedLimit())
                .putOptional("remaining", overview.remaining())
                .put("balance", overview.balance())
                .put("available", overview.available())
                .put("status", code(overview.status()))
                .put(
                        "status_causes",
                        overview.causes().stream()
                                .map(cause -> new Json.Text(code(cause)))
                                .toList())
                .put("resets_at", overview.resetsAt())
                .put("updated_at", overview.updatedAt())
                .put("days", overview.days().stream().map(Months::json).toList())
                .put(
                        "categories",
                        overview.categories().stream().map(Months::json).toList())
                .put("forecast", forecast.map(Months::json).orElse(new Json.Null()))
                .end();
    }

    private static Json.Members json(MonthlyHistory history) {
        return Json.object()
                .put("year", history.year())
                .put("months", history.months().stream().map(Months::json).toList())
                .put("total", history.total())
                .end();
    }

    private static Json json(MonthlyHistory.Month month) {
        return Json.object()
                .put("month", month.month().toString())
                .put("cost", month.cost())
                .put("operations", month.operations())
                .put("days_with_use", month.daysWithUse())
                .putOptional("allowed_limit", month.allowedLimit())
                .end();
    }

    private static String code(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Json json(Forecast forecast) {
        return Json.object()
                .put("month_end", forecast.monthEnd())
                .putOptional("limit_reached_on", forecast.limitReachedOn())
                .end();
    }

    private static Json json(DayTotal day) {
        return Json.object()
                .put("date", day.date().toString())
                .put("cost", day.cost())
                .put("operations", day.operations())
                .end();
    }

    private static Json json(CategoryTotal category) {
        return Json.object()
                .put("category", category.category().name())
                .put("cost", category.cost())
                .put("operations", category.operations())
                .end();
    }
}

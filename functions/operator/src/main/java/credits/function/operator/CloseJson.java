package credits.function.operator;

import credits.function.operator.ReportClose.Close;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.ledger.close.ClosingPosition;
import credits.ledger.close.MonthTotals;
import credits.ledger.close.MonthlyCloseStore.AccountMonth;
import credits.ledger.close.Movements;
import credits.money.Eur;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The close as JSON: the sums of all accounts, and a page of them.
final class CloseJson {
    private CloseJson() {}

    /// @param remaining the accounts from the page on
    /// @param pageSize how many of them the page has at most
    static Json.JsonObject of(Close close, List<AccountMonth> remaining, int pageSize) {
        boolean hasNext = remaining.size() > pageSize;
        var accounts = hasNext ? remaining.subList(0, pageSize) : remaining;
        return Json.object()
                .put("month", close.month().toString())
                .put("closed", close.isClosed())
                .putOptional("as_of", close.asOf())
                .put("accounts", close.accounts().size())
                .put("unreadable", close.unreadableCount())
                .put("total", total(close.accounts()))
                .put("data", accounts.stream().map(CloseJson::account).toList())
                .putOptional(
                        "next_after",
                        hasNext ? Optional.of(accounts.getLast().organisation().value()) : Optional.empty())
                .build();
    }

    private static Json account(AccountMonth account) {
        var totals = account.totals();
        var end = totals.end();
        return sums(List.of(totals))
                .put("organisation", account.organisation().value())
                .put("closed", totals.isClosed())
                .putOptional("negative_since", end.negativeSince())
                .putOptional("uncovered_since", end.uncoveredSince())
                .build();
    }

    private static Json total(List<AccountMonth> accounts) {
        return sums(accounts.stream().map(AccountMonth::totals).toList()).build();
    }

    private static JsonObjectBuilder sums(List<MonthTotals> months) {
        var moved = months.stream().map(MonthTotals::movements).reduce(Movements.NONE, Movements::plus);
        return Json.object()
                .put("opening", sum(months, MonthTotals::opening))
                .put("top_ups", moved.topUps())
                .put("grants", moved.grants())
                .put("usage", moved.usage())
                .put("refunds", moved.refunds())
                .put("adjustments", moved.adjustments())
                .put("closing", sumOfEnds(months, ClosingPosition::balance))
                .put("difference", sum(months, MonthTotals::difference))
                .put("deferred_revenue", sumOfEnds(months, ClosingPosition::deferredRevenue))
                .put("granted", sumOfEnds(months, ClosingPosition::granted))
                .put("receivable", sumOfEnds(months, ClosingPosition::receivable))
                .put("uncovered", moved.uncovered())
                .put("uncovered_total", sumOfEnds(months, ClosingPosition::uncovered))
                .put("currency", "EUR");
    }

    private static Eur sumOfEnds(List<MonthTotals> months, Function<ClosingPosition, Eur> amount) {
        return sum(months, month -> amount.apply(month.end()));
    }

    private static Eur sum(List<MonthTotals> months, Function<MonthTotals, Eur> amount) {
        return months.stream().map(amount).reduce(Eur.ZERO, Eur::plus);
    }
}

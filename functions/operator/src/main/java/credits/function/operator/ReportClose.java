package credits.function.operator;

import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.CsvTable;
import credits.identity.OrganisationId;
import credits.ledger.close.MonthlyCloseStore;
import credits.ledger.close.MonthlyCloseStore.AccountMonth;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `GET /v1/monthly_close`: what moved the balances of all accounts in a month, and what they hold at its end, as the
/// nightly close left it. A call reads the month's items, about 0.4 KB for each account.
final class ReportClose {
    /// The maximum number of accounts on a page of the JSON response.
    static final int PAGE_SIZE = 1_000;

    private static final String MONTH = "month";
    private static final Pattern MONTH_PATTERN = Pattern.compile("2[0-9]{3}-(0[1-9]|1[0-2])");
    // The close waits this long after the end of an account's month, in whatever zone that is.
    private static final Duration GRACE = Duration.ofHours(1);

    private final MonthlyCloseStore store;

    ReportClose(MonthlyCloseStore store) {
        this.store = store;
    }

    /// The month of all accounts.
    ///
    /// @param unreadableCount how many accounts' items cannot be read; they are in no sum
    /// @param asOf when the latest complete round of the close began
    /// @param isClosed whether no figure of the month changes any more
    record Close(
            YearMonth month,
            List<AccountMonth> accounts,
            int unreadableCount,
            Optional<Instant> asOf,
            boolean isClosed) {
        Close {
            accounts = List.copyOf(accounts);
        }
    }

    ApiResponse report(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.FINANCE_READ);
        request.requireQueryParametersIn(Set.of(MONTH, QueryParameters.AFTER));
        var month = request.queryParameter(MONTH)
                .filter(text -> MONTH_PATTERN.matcher(text).matches())
                .map(YearMonth::parse)
                .orElseThrow(() -> QueryParameters.invalid(MONTH, "must be a month such as 2026-11"));
        var after = QueryParameters.after(request);
        var close = read(month);
        return request.prefers("text/csv")
                ? csv(close, after)
                : ApiResponse.json(200, CloseJson.of(close, after(after, close.accounts()), PAGE_SIZE));
    }

    private Close read(YearMonth month) {
        var unreadable = new ArrayList<RuntimeException>();
        // Read first: what is closed afterwards is at least as new.
        var asOf = store.completedAsOf();
        var accounts = store.list(month, unreadable::add);
        var end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.MIN).toInstant();
        boolean isClosed = asOf.filter(time -> !time.isBefore(end.plus(GRACE))).isPresent()
                && unreadable.isEmpty()
                && accounts.stream().allMatch(account -> account.totals().isClosed());
        return new Close(month, accounts, unreadable.size(), asOf, isClosed);
    }

    private static List<AccountMonth> after(Optional<OrganisationId> last, List<AccountMonth> accounts) {
        return accounts.stream()
                .filter(account -> last.isEmpty()
                        || account.organisation().value().compareTo(last.get().value()) > 0)
                .toList();
    }

    // The parts, concatenated, are one CSV file.
    private static ApiResponse csv(Close close, Optional<OrganisationId> last) {
        var csv = new CsvTable();
        if (last.isEmpty()) {
            var _ = csv.tryAdd(CloseColumns.header());
        }
        var previous = last;
        for (var account : after(last, close.accounts())) {
            if (!csv.tryAdd(CloseColumns.row(account)))
                return toResponse(csv, close).withHeader("link", link(close.month(), previous.orElseThrow()));
            previous = Optional.of(account.organisation());
        }
        return toResponse(csv, close);
    }

    private static ApiResponse toResponse(CsvTable csv, Close close) {
        return ApiResponse.csv(csv, "close-" + close.month() + ".csv");
    }

    private static String link(YearMonth month, OrganisationId last) {
        return "<?" + MONTH + "=" + month + "&" + QueryParameters.AFTER + "=" + last + ">; rel=\"next\"";
    }
}

package credits.local;

import static credits.local.TestCustomer.amount;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.demo.DemoAction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A simple second implementation of an account, computed from the reports that were sent. It shares no
/// arithmetic, no state and no rollover with the real one, and is based on the contract alone.
final class ReferenceBookkeeper {
    private static final int COST_DECIMALS = 9;

    private final Map<String, JsonNode> prices = new HashMap<>();
    final Map<YearMonth, Month> months = new TreeMap<>();
    ZoneId zone;
    BigDecimal balance = BigDecimal.ZERO;
    private BigDecimal held = BigDecimal.ZERO;
    private Optional<BigDecimal> alert = Optional.empty();
    private Optional<BigDecimal> limit = Optional.empty();
    private Instant accountingTime = Instant.EPOCH;

    /// The totals of a month, and the state of the account at its end.
    static final class Month {
        final Map<LocalDate, Day> days = new TreeMap<>();
        final Map<String, Total> categories = new LinkedHashMap<>();
        final Total total = new Total();
        boolean hasLimitRefusal;
        boolean hasCreditRefusal;
        BigDecimal balance = BigDecimal.ZERO;
        BigDecimal held = BigDecimal.ZERO;
        Optional<BigDecimal> alert = Optional.empty();
        Optional<BigDecimal> limit = Optional.empty();

        List<String> causes() {
            var causes = new ArrayList<String>();
            if (hasCreditRefusal || balance.signum() <= 0) causes.add("no_credits");
            if (hasLimitRefusal || (limit.isPresent() && total.cost.compareTo(limit.get()) >= 0))
                causes.add("limit_reached");
            if (alert.isPresent() && total.cost.compareTo(alert.get()) >= 0) causes.add("alert");
            return causes;
        }
    }

    /// A sum of debits.
    static final class Total {
        BigDecimal cost = BigDecimal.ZERO;
        int operations;

        void add(BigDecimal more) {
            cost = cost.add(more);
            operations++;
        }
    }

    /// The entries of a day.
    static final class Day {
        final Total total = new Total();
        final List<Entry> entries = new ArrayList<>();
    }

    /// A line as it was booked.
    record Entry(JsonNode line, String source, JsonNode price, BigDecimal cost, boolean debited) {}

    ReferenceBookkeeper(JsonNode priceList, ZoneId zone) {
        for (var price : priceList.path("prices")) prices.put(price.path("code").asText(), price);
        this.zone = zone;
    }

    void apply(DemoAction action) {
        switch (action) {
            case DemoAction.SetTimeZone(var _, var own) -> zone = own;
            case DemoAction.SaveBillingProfile _ -> {}
            case DemoAction.GrantCredits grantCredits -> credit(grantCredits.at(), grantCredits.amount());
            case DemoAction.BuyCredits purchase -> {
                if (purchase.outcome() == DemoAction.PurchaseOutcome.PAID) credit(purchase.at(), purchase.amount());
            }
            case DemoAction.RefundPurchase refund -> {
                var month = month(refund.at());
                balance = balance.subtract(new BigDecimal(refund.credits()));
                close(month);
            }
            case DemoAction.HoldCredits hold -> {
                var month = month(hold.at());
                held = held.add(cost(requireNonNull(prices.get(hold.operation())), new BigDecimal(hold.quantity())));
                close(month);
            }
            case DemoAction.SetLimits setLimits -> {
                var month = month(setLimits.at());
                alert = Optional.of(new BigDecimal(setLimits.limits().alertThreshold()));
                limit = Optional.of(new BigDecimal(setLimits.limits().allowedLimit()));
                close(month);
            }
            case DemoAction.ReportUsage(var queuedReports) -> {
                for (var queuedReport : queuedReports)
                    book(RunningSystem.parseJson(queuedReport.body()), queuedReport.sentAt());
            }
        }
    }

    private void credit(Instant at, String amount) {
        var month = month(at);
        balance = balance.add(new BigDecimal(amount));
        month.hasCreditRefusal = false;
        close(month);
    }

    private void book(JsonNode report, Instant sentAt) {
        var latest = report.at("/data/lines")
                .valueStream()
                .map(line -> Instant.parse(line.path("at").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
        var month = month(latest.isBefore(sentAt) ? latest : sentAt);
        var day = month.days.computeIfAbsent(accountingTime.atZone(zone).toLocalDate(), _ -> new Day());
        for (var line : report.at("/data/lines")) {
            var price = requireNonNull(prices.get(line.path("operation").asText()));
            var cost = cost(price, amount(line, "quantity"));
            day.entries.add(
                    new Entry(line, report.path("source").asText(), price, cost, debit(month, day, price, cost)));
        }
        close(month);
    }

    private static BigDecimal cost(JsonNode price, BigDecimal quantity) {
        return quantity.multiply(amount(price, "unit_price"))
                .divide(amount(price.path("unit"), "quantity"), COST_DECIMALS, RoundingMode.HALF_UP);
    }

    private boolean debit(Month month, Day day, JsonNode price, BigDecimal cost) {
        var category = month.categories.computeIfAbsent(price.path("category").asText(), _ -> new Total());
        var exceedsLimit = limit.isPresent() && month.total.cost.add(cost).compareTo(limit.get()) > 0;
        var exceedsBalance = cost.compareTo(balance) > 0;
        month.hasLimitRefusal |= exceedsLimit;
        month.hasCreditRefusal |= exceedsBalance;
        if (exceedsLimit || exceedsBalance) return false;
        balance = balance.subtract(cost);
        month.total.add(cost);
        day.total.add(cost);
        category.add(cost);
        return true;
    }

    private Month month(Instant time) {
        if (time.isAfter(accountingTime)) accountingTime = time;
        return months.computeIfAbsent(YearMonth.from(accountingTime.atZone(zone)), _ -> new Month());
    }

    private void close(Month month) {
        month.balance = balance;
        month.held = held;
        month.alert = alert;
        month.limit = limit;
    }

    Month lastMonth() {
        return List.copyOf(months.values()).getLast();
    }
}

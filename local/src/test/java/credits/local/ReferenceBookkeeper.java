package credits.local;

import static credits.local.Customer.amount;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.demo.Step;
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

/// Keeps an account with a pencil, from what was sent: shares no arithmetic, no state and no roll-over with the
/// real one, and knows the contract only.
final class Bookkeeper {
    private static final int NANOS = 9;

    private final Map<String, JsonNode> prices = new HashMap<>();
    final Map<YearMonth, Month> months = new TreeMap<>();
    ZoneId zone;
    BigDecimal balance = BigDecimal.ZERO;
    private Optional<BigDecimal> alert = Optional.empty();
    private Optional<BigDecimal> limit = Optional.empty();
    private Instant at = Instant.EPOCH;

    /// What a month holds, and how the account stands at its end.
    static final class Month {
        final Map<LocalDate, Day> days = new TreeMap<>();
        final Map<String, Total> categories = new LinkedHashMap<>();
        final Total total = new Total();
        boolean limitRefused;
        boolean creditsRefused;
        BigDecimal balance = BigDecimal.ZERO;
        Optional<BigDecimal> alert = Optional.empty();
        Optional<BigDecimal> limit = Optional.empty();

        List<String> causes() {
            var causes = new ArrayList<String>();
            if (creditsRefused || balance.signum() <= 0) causes.add("no_credits");
            if (limitRefused || (limit.isPresent() && total.cost.compareTo(limit.get()) >= 0))
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

    /// What was booked on a day.
    static final class Day {
        final Total total = new Total();
        final List<Entry> entries = new ArrayList<>();
    }

    /// A line as it was booked.
    record Entry(JsonNode line, String source, JsonNode price, BigDecimal cost, boolean debited) {}

    Bookkeeper(JsonNode priceList, ZoneId zone) {
        for (var price : priceList.path("prices")) prices.put(price.path("code").asText(), price);
        this.zone = zone;
    }

    void step(Step step) {
        switch (step) {
            case Step.TimeZone(var _, var own) -> zone = own;
            case Step.Credits credits -> {
                var month = month(credits.at());
                balance = balance.add(new BigDecimal(credits.amount()));
                month.creditsRefused = false;
                close(month);
            }
            case Step.Limits limits -> {
                var month = month(limits.at());
                alert = Optional.of(new BigDecimal(limits.alertThreshold()));
                limit = Optional.of(new BigDecimal(limits.allowedLimit()));
                close(month);
            }
            case Step.Usage(var messages) -> {
                for (var message : messages) book(RunningSystem.json(message.body()), message.sentAt());
            }
        }
    }

    private void book(JsonNode report, Instant sentAt) {
        var latest = report.at("/data/lines")
                .valueStream()
                .map(line -> Instant.parse(line.path("at").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
        var month = month(latest.isBefore(sentAt) ? latest : sentAt);
        var day = month.days.computeIfAbsent(at.atZone(zone).toLocalDate(), _ -> new Day());
        for (var line : report.at("/data/lines")) {
            var price = requireNonNull(prices.get(line.path("operation").asText()));
            var cost = amount(line, "quantity")
                    .multiply(amount(price, "unit_price"))
                    .divide(amount(price.path("unit"), "quantity"), NANOS, RoundingMode.HALF_UP);
            day.entries.add(
                    new Entry(line, report.path("source").asText(), price, cost, debit(month, day, price, cost)));
        }
        close(month);
    }

    private boolean debit(Month month, Day day, JsonNode price, BigDecimal cost) {
        var category = month.categories.computeIfAbsent(price.path("category").asText(), _ -> new Total());
        var tooMuch = limit.isPresent() && month.total.cost.add(cost).compareTo(limit.get()) > 0;
        var tooDear = cost.compareTo(balance) > 0;
        month.limitRefused |= tooMuch;
        month.creditsRefused |= tooDear;
        if (tooMuch || tooDear) return false;
        balance = balance.subtract(cost);
        month.total.add(cost);
        day.total.add(cost);
        category.add(cost);
        return true;
    }

    private Month month(Instant time) {
        if (time.isAfter(at)) at = time;
        return months.computeIfAbsent(YearMonth.from(at.atZone(zone)), _ -> new Month());
    }

    private void close(Month month) {
        month.balance = balance;
        month.alert = alert;
        month.limit = limit;
    }

    Month last() {
        return List.copyOf(months.values()).getLast();
    }
}

package credits.local.demo;

import credits.local.usage.UlidFactory;
import credits.pricing.PriceList;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The actions of an organisation until now, generated from a seed: the same scenario and time give the same
/// actions, byte for byte. They are generated lazily, so that 200,000 lines are never in memory at once.
public final class DemoHistory {
    private static final int MAX_BATCH_MESSAGES = 10;
    private static final Duration OFFICE_OPENING_TIME = Duration.ofMinutes(7 * 60 + 30);
    private static final Duration OFFICE_CLOSING_TIME = Duration.ofHours(19);
    private static final Duration REPORTING_INTERVAL = Duration.ofHours(4);
    private static final int FINAL_EXPENSIVE_REPORTS = 20;
    private static final String OPEN_TOP_UP = "50.00";
    private static final String REFUNDED_CREDITS = "20.00";
    private static final long REFUNDED_CENTS = 24_40;

    private final DemoScenario scenario;
    private final Instant now;
    private final ZoneId zone;
    private final RandomGenerator random;
    private final WorkGenerator workGenerator;
    private final DemoReportWriter reportWriter;
    // Of its own, so that payments do not change what is used.
    private final RandomGenerator keys;
    private String latestPurchaseKey = "";
    private boolean hasReturned;

    /// @param defaultZone the time zone if the organisation has none of its own
    public DemoHistory(DemoScenario scenario, PriceList prices, Instant now, ZoneId defaultZone) {
        this.scenario = scenario;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.zone = scenario.timeZone().orElse(defaultZone);
        this.random = new SplittableRandom(scenario.id().hashCode());
        this.keys = new SplittableRandom(scenario.id().hashCode() + 1L);
        this.workGenerator = new WorkGenerator(prices, random);
        this.reportWriter = new DemoReportWriter(scenario, random);
    }

    /// The actions, in order. Call this once: a second stream would continue the random sequence.
    public Stream<DemoAction> actions() {
        return IntStream.range(0, scenario.monthPlans().size()).boxed().flatMap(this::actionsOfMonth);
    }

    private Stream<DemoAction> actionsOfMonth(int index) {
        var plan = scenario.monthPlans().get(index);
        var month = scenario.month(index, YearMonth.from(LocalDate.ofInstant(now, zone)));
        var monthStart = month.atDay(1).atStartOfDay(zone).toInstant();
        boolean isLast = index == scenario.monthPlans().size() - 1;
        var openingActions = openingActions(plan, monthStart, index == 0, isLast);
        var monthlySpending = new MonthlySpending(plan, month);
        var days = month.atDay(1).datesUntil(lastDay(month).plusDays(1)).flatMap(monthlySpending::actionsOfDay);
        var overspending = Stream.of(scenario.endsOverspent() && isLast)
                .flatMap(endsSo -> endsSo ? overspend() : Stream.<DemoAction>empty());
        var inProgress = isLast && scenario.showsAllPayments() ? inProgress() : Stream.<DemoAction>empty();
        return Stream.of(openingActions.stream(), days, overspending, inProgress)
                .flatMap(actions -> actions);
    }

    private List<DemoAction> openingActions(
            DemoScenario.MonthPlan plan, Instant monthStart, boolean isFirst, boolean isLast) {
        var actions = new ArrayList<DemoAction>();
        if (isFirst) {
            scenario.timeZone().ifPresent(own -> actions.add(new DemoAction.SetTimeZone(monthStart, own)));
            scenario.buyer()
                    .ifPresent(buyer ->
                            actions.add(new DemoAction.SaveBillingProfile(monthStart, scenario.owner(), buyer)));
        }
        plan.creditsBought().ifPresent(amount -> actions.addAll(purchases(monthStart, amount, isFirst)));
        plan.creditsGranted()
                .ifPresent(amount -> actions.add(new DemoAction.GrantCredits(
                        monthStart, UlidFactory.next(monthStart, keys), amount, "Goodwill")));
        if (isLast && scenario.showsAllPayments())
            actions.add(new DemoAction.RefundPurchase(monthStart, latestPurchaseKey, REFUNDED_CREDITS, REFUNDED_CENTS));
        plan.limits().ifPresent(limits -> actions.add(new DemoAction.SetLimits(monthStart, scenario.owner(), limits)));
        return actions;
    }

    // The second purchase of an organisation that shows all payments succeeds only after the bank returned a debit.
    private List<DemoAction> purchases(Instant at, String amount, boolean isFirst) {
        boolean isReturnedFirst = scenario.showsAllPayments() && !isFirst && !hasReturned;
        hasReturned |= isReturnedFirst;
        var returned = isReturnedFirst
                ? Stream.of(purchase(at, amount, DemoAction.PurchaseOutcome.RETURNED))
                : Stream.<DemoAction>empty();
        var paid = purchase(at, amount, DemoAction.PurchaseOutcome.PAID);
        latestPurchaseKey = paid.idempotencyKey();
        return Stream.concat(returned, Stream.of(paid)).toList();
    }

    private DemoAction.BuyCredits purchase(Instant at, String amount, DemoAction.PurchaseOutcome outcome) {
        return new DemoAction.BuyCredits(at, scenario.owner(), UlidFactory.next(at, keys), amount, outcome);
    }

    // What is still going on now: a payment page, and work for which credits are held.
    private Stream<DemoAction> inProgress() {
        return Stream.of(
                purchase(now, OPEN_TOP_UP, DemoAction.PurchaseOutcome.OPEN),
                new DemoAction.HoldCredits(
                        now, scenario.otherMember(), UlidFactory.next(now, keys), "transcription.archive", "2.5"),
                new DemoAction.HoldCredits(
                        now, scenario.members().getLast(), UlidFactory.next(now, keys), "query.report", "1"));
    }

    // The last day of the month that is not in the future.
    private LocalDate lastDay(YearMonth month) {
        var today = LocalDate.ofInstant(now, zone);
        return today.isBefore(month.atEndOfMonth()) ? today : month.atEndOfMonth();
    }

    private Stream<DemoAction> overspend() {
        var _ = reportWriter.add(now, workGenerator.expensiveWork(FINAL_EXPENSIVE_REPORTS));
        return Stream.of(new DemoAction.ReportUsage(reportWriter.closeAll()));
    }

    /// The usage of one month, which adds up to the planned cost.
    private final class MonthlySpending {
        private final double[] dailyWeights;
        private final double totalWeight;
        private final int entriesToDate;
        private double remainingCost;

        MonthlySpending(DemoScenario.MonthPlan plan, YearMonth month) {
            dailyWeights = month.atDay(1)
                    .datesUntil(month.atEndOfMonth().plusDays(1))
                    .mapToDouble(this::weightOf)
                    .toArray();
            var monthWeight = weightOfFirst(month.lengthOfMonth());
            var weightToDate = weightOfFirst(lastDay(month).getDayOfMonth());
            entriesToDate = (int) Math.ceil(plan.targetEntries() * weightToDate / monthWeight);
            remainingCost = plan.isCostToDate() ? plan.targetCost() : plan.targetCost() * weightToDate / monthWeight;
            totalWeight = weightToDate;
        }

        // Weekends are quiet, and no two days are the same.
        private double weightOf(LocalDate date) {
            return (date.getDayOfWeek().getValue() > 5 ? 0.12 : 1) * (0.7 + 0.6 * random.nextDouble());
        }

        private double weightOfFirst(int days) {
            return IntStream.range(0, days)
                    .mapToDouble(day -> dailyWeights[day])
                    .sum();
        }

        Stream<DemoAction> actionsOfDay(LocalDate date) {
            var isLast = date.equals(lastDay(YearMonth.from(date)));
            var remainingWeight = totalWeight - weightOfFirst(date.getDayOfMonth() - 1);
            var cost =
                    isLast ? remainingCost : remainingCost * dailyWeights[date.getDayOfMonth() - 1] / remainingWeight;
            var lines = (int) Math.round(entriesToDate * dailyWeights[date.getDayOfMonth() - 1] / totalWeight);
            return batches(messages(usageTimes(date, isLast ? Math.max(1, lines) : lines), cost));
        }

        private List<DemoAction.QueuedReport> messages(List<Instant> times, double cost) {
            var queuedReports = new ArrayList<DemoAction.QueuedReport>();
            var remainingOfDay = cost;
            for (int i = 0; i < times.size(); i++) {
                if (i > 0 && reportingPeriod(times.get(i)) != reportingPeriod(times.get(i - 1)))
                    queuedReports.addAll(reportWriter.closeAll());
                var mean = remainingOfDay / (times.size() - i);
                var workItem = workGenerator.workCosting(
                        Math.max(0, i == times.size() - 1 ? mean : mean * 2 * random.nextDouble()));
                remainingOfDay -= workItem.cost();
                remainingCost -= workItem.cost();
                queuedReports.addAll(reportWriter.add(times.get(i), workItem));
            }
            queuedReports.addAll(reportWriter.closeAll());
            return queuedReports;
        }
    }

    private static long reportingPeriod(Instant at) {
        return at.getEpochSecond() / REPORTING_INTERVAL.toSeconds();
    }

    // Within office hours and not in the future, in order.
    private List<Instant> usageTimes(LocalDate date, int count) {
        var dayStart = date.atStartOfDay(zone).toInstant();
        var opening = dayStart.plus(OFFICE_OPENING_TIME).isBefore(now) ? dayStart.plus(OFFICE_OPENING_TIME) : dayStart;
        var closing = dayStart.plus(OFFICE_CLOSING_TIME).isBefore(now) ? dayStart.plus(OFFICE_CLOSING_TIME) : now;
        var millis = Math.max(1, Duration.between(opening, closing).toMillis());
        return random.longs(count, 0, millis)
                .sorted()
                .mapToObj(opening::plusMillis)
                .toList();
    }

    private static Stream<DemoAction> batches(List<DemoAction.QueuedReport> queuedReports) {
        return IntStream.iterate(0, from -> from < queuedReports.size(), from -> from + MAX_BATCH_MESSAGES)
                .mapToObj(from -> new DemoAction.ReportUsage(
                        queuedReports.subList(from, Math.min(from + MAX_BATCH_MESSAGES, queuedReports.size()))));
    }
}

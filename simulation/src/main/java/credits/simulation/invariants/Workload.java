package credits.simulation.invariants;

import credits.account.AlertValue;
import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.Hold;
import credits.account.UsageAlerts;
import credits.account.command.AccountCommand;
import credits.account.command.AdjustCredits;
import credits.account.command.BookReports;
import credits.account.command.ChangeLimits;
import credits.account.command.ChangeTimeZone;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.simulation.ChoiceSource;
import credits.usage.PricedReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The workload of a few accounts in one run: reports on time, late, repeated, redriven after weeks, in conflict
/// and unbookable; credits held, captured, released and forgotten; limits raised, lowered and set by two people
/// at once; credits granted, clawed back, bought and refunded; and months that end meanwhile.
final class Workload {
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Rome"), ZoneId.of("Pacific/Auckland"), ZoneId.of("America/Los_Angeles"));
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final int MAX_REPORTS = 4;
    private static final long SLOW_PACE = 24;

    private final ChoiceSource choices;
    private final ReportGenerator reports;
    private final AuthorizationGenerator authorizations;
    private final TopUpGenerator topUps;
    private final BurstGenerator bursts;
    private final List<StripeNotification> notifications = new ArrayList<>();
    private final List<CommandDelivery> deliveries = new ArrayList<>();
    private final List<AdjustCredits> adjustments = new ArrayList<>();
    private long pace = 1;
    private Instant now = Instant.parse("2026-10-31T18:00:00Z");

    private Workload(ChoiceSource choices) {
        this.choices = choices;
        this.reports = new ReportGenerator(choices);
        this.authorizations = new AuthorizationGenerator(choices);
        this.topUps = new TopUpGenerator(choices);
        this.bursts = new BurstGenerator(choices);
    }

    /// The generated plan: commands, and Stripe's notifications.
    record Plan(List<CommandDelivery> deliveries, List<StripeNotification> notifications) {}

    /// Generates one run of `length` deliveries after the opening of each account.
    static Plan generate(ChoiceSource choices, int length) {
        var workload = new Workload(choices);
        var organisations = List.of(new OrganisationId("acme"), new OrganisationId("globex"));
        for (var organisation : organisations) workload.openAccount(organisation);
        for (int i = 0; i < length; i++) {
            workload.advanceTime();
            var organisation = organisations.get(choices.nextBoolean(0.8) ? 0 : 1);
            workload.addRandomDelivery(organisation);
            if (choices.nextBoolean(0.006)) workload.addBurst(organisation);
        }
        return new Plan(List.copyOf(workload.deliveries), List.copyOf(workload.notifications));
    }

    private void openAccount(OrganisationId organisation) {
        int cents = choices.nextInt(40);
        // Without a choice: some runs take weeks, with limits that last so long, so that there are forecasts.
        if (organisation.value().equals("acme") && cents % 5 == 4) pace = SLOW_PACE;
        var credits = newAdjustment(new Eur(cents * scale()));
        var limits = changeLimits();
        add(organisation, _ -> credits);
        add(organisation, _ -> limits);
    }

    private void advanceTime() {
        if (choices.nextBoolean(0.02)) now = now.plus(Duration.ofDays(choices.nextInt(40)));
        else now = now.plusSeconds(choices.nextInt(1_800) * pace);
    }

    private void addRandomDelivery(OrganisationId organisation) {
        int choice = choices.nextInt(36);
        var at = now;
        if (choice < 14) addReportBatch(organisation, at);
        else if (choice < 16) add(organisation, fixedCommand(changeLimits()));
        else if (choice < 19) add(organisation, fixedCommand(adjustment()));
        else if (choice < 20) add(organisation, fixedCommand(new ChangeTimeZone(choices.pick(ZONES), now)));
        else if (choice < 28) add(organisation, holds -> authorizations.next(organisation, holds, at));
        else notifications.add(topUps.next(organisation, at));
    }

    private void addBurst(OrganisationId organisation) {
        for (var making : bursts.next(organisation, now)) add(organisation, making);
    }

    private static Function<List<Hold>, AccountCommand<?>> fixedCommand(AccountCommand<?> command) {
        return _ -> command;
    }

    private void add(OrganisationId organisation, Function<List<Hold>, AccountCommand<?>> making) {
        deliveries.add(new CommandDelivery(deliveries.size(), organisation, making));
    }

    // Some batches wait in the queue for a day, while readers see months end.
    private void addReportBatch(OrganisationId organisation, Instant at) {
        var bookedAt = deliveries.size() % 4 == 0 ? at.plus(Duration.ofDays(1)) : at;
        add(organisation, holds -> reportBatch(organisation, holds, at, bookedAt));
    }

    private BookReports reportBatch(OrganisationId organisation, List<Hold> holds, Instant at, Instant bookedAt) {
        var batch = new ArrayList<PricedReport>();
        for (int left = 1 + choices.nextInt(MAX_REPORTS); left > 0; left--) {
            batch.add(reports.next(organisation, holds, at));
            if (choices.nextBoolean(0.1)) batch.add(batch.getLast());
        }
        return new BookReports(batch, bookedAt);
    }

    private ChangeLimits changeLimits() {
        var limit = amount();
        var alert = amount().filter(wanted -> limit.isEmpty() || !wanted.isGreaterThan(limit.get()));
        Optional<Long> basedOn = choices.nextBoolean(0.4) ? Optional.empty() : Optional.of(0L + choices.nextInt(12));
        return new ChangeLimits(alerts(alert, limit), limit, basedOn, GIULIA, now);
    }

    // What there is besides the threshold follows from the amounts, without a choice: half of every second threshold,
    // shares of every third limit, and the forecast for every second limit.
    private static UsageAlerts alerts(Optional<Eur> threshold, Optional<Eur> limit) {
        var values = new ArrayList<AlertValue>(
                threshold.map(FixedAmount::new).stream().toList());
        threshold
                .filter(each -> each.isPositive() && each.nanos() % 20_000_000 == 0)
                .ifPresent(each -> values.add(new FixedAmount(new Eur(each.nanos() / 2))));
        boolean isForecastIncluded =
                limit.filter(each -> each.nanos() % 20_000_000 == 0).isPresent();
        var amounts = new UsageAlerts(values, isForecastIncluded);
        if (limit.filter(each -> each.nanos() % 30_000_000 == 0).isPresent())
            values.addAll(List.of(new LimitShare(33), new LimitShare(67), new LimitShare(98)));
        var withShares = new UsageAlerts(values, isForecastIncluded);
        return withShares.areValidUnder(limit) ? withShares : amounts;
    }

    private Optional<Eur> amount() {
        return choices.nextBoolean(0.3) ? Optional.empty() : Optional.of(new Eur(choices.nextInt(30) * scale()));
    }

    // An odd multiple, so that the alerts that follow from the amounts are the same.
    private long scale() {
        return pace == SLOW_PACE ? 50_000_000L : 10_000_000L;
    }

    private AdjustCredits adjustment() {
        if (!adjustments.isEmpty() && choices.nextBoolean(0.3))
            return repeatAdjustment(adjustments.get(choices.nextInt(adjustments.size())));
        if (choices.nextBoolean(0.05)) return hugeAdjustment();
        return newAdjustment(new Eur((choices.nextInt(30) - 8) * 10_000_000L));
    }

    // So large that no bit is left over when it is packed, and soon taken back.
    private AdjustCredits hugeAdjustment() {
        var amount = new Eur((1L << 59) + 2L * choices.nextInt(1_000_000) + 1);
        var opposite = newAdjustment(Eur.ZERO.minus(amount));
        add(new OrganisationId("acme"), fixedCommand(opposite));
        return newAdjustment(amount);
    }

    private AdjustCredits repeatAdjustment(AdjustCredits earlier) {
        long contents = choices.nextBoolean(0.3) ? earlier.contentHash() + 1 : earlier.contentHash();
        return new AdjustCredits(
                earlier.key(), contents, earlier.amount(), earlier.adjustedBy(), earlier.reason(), earlier.now());
    }

    private AdjustCredits newAdjustment(Eur amount) {
        long millis = now.toEpochMilli() + choices.nextInt(600_000) - 240_000;
        var key = new UniqueId((millis << 16) + choices.nextInt(1 << 16), adjustments.size());
        adjustments.add(new AdjustCredits(key, 1, amount, GIULIA, "simulated", now));
        return adjustments.getLast();
    }
}

package credits.simulation.laws;

import credits.account.Adjust;
import credits.account.BookReports;
import credits.account.ChangeLimits;
import credits.account.ChangeTimeZone;
import credits.account.Command;
import credits.account.Hold;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.simulation.Chooser;
import credits.usage.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What happens to a few accounts in one run: reports on time, late, repeated, redriven after weeks, in conflict and
/// unbookable; credits held, captured, released and forgotten; limits raised, lowered and set by two people at once;
/// credits granted, clawed back, bought and refunded; and months that end meanwhile.
final class Script {
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Rome"), ZoneId.of("Pacific/Auckland"), ZoneId.of("America/Los_Angeles"));
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final int MOST_REPORTS = 4;

    private final Chooser chooser;
    private final Reports reports;
    private final Calls calls;
    private final Purchases purchases;
    private final List<Telling> tellings = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Adjust> adjustments = new ArrayList<>();
    private Instant now = Instant.parse("2026-10-31T18:00:00Z");

    private Script(Chooser chooser) {
        this.chooser = chooser;
        this.reports = new Reports(chooser);
        this.calls = new Calls(chooser);
        this.purchases = new Purchases(chooser);
    }

    /// The generated plan: commands, and Stripe's notifications.
    record Written(List<Delivery> deliveries, List<Telling> tellings) {}

    /// Generates one run of `length` deliveries after the opening of each account.
    static Written write(Chooser chooser, int length) {
        var script = new Script(chooser);
        var organisations = List.of(new OrganisationId("acme"), new OrganisationId("globex"));
        for (var organisation : organisations) script.open(organisation);
        for (int i = 0; i < length; i++) {
            script.passTime();
            script.deliver(organisations.get(chooser.chance(0.8) ? 0 : 1));
        }
        return new Written(List.copyOf(script.deliveries), List.copyOf(script.tellings));
    }

    private void open(OrganisationId organisation) {
        var credits = credits(new Eur(chooser.below(40) * 10_000_000L));
        var limits = limits();
        add(organisation, _ -> credits);
        add(organisation, _ -> limits);
    }

    private void passTime() {
        if (chooser.chance(0.02)) now = now.plus(Duration.ofDays(chooser.below(40)));
        else now = now.plusSeconds(chooser.below(1_800));
    }

    private void deliver(OrganisationId organisation) {
        int what = chooser.below(36);
        var at = now;
        if (what < 14) add(organisation, holds -> batch(organisation, holds, at));
        else if (what < 16) add(organisation, always(limits()));
        else if (what < 19) add(organisation, always(adjustment()));
        else if (what < 20) add(organisation, always(new ChangeTimeZone(chooser.among(ZONES), now)));
        else if (what < 28) add(organisation, holds -> calls.next(organisation, holds, at));
        else tellings.add(purchases.next(organisation, at));
    }

    private static Function<List<Hold>, Command<?>> always(Command<?> command) {
        return _ -> command;
    }

    private void add(OrganisationId organisation, Function<List<Hold>, Command<?>> making) {
        deliveries.add(new Delivery(deliveries.size(), organisation, making));
    }

    private BookReports batch(OrganisationId organisation, List<Hold> holds, Instant at) {
        var batch = new ArrayList<Submission>();
        for (int left = 1 + chooser.below(MOST_REPORTS); left > 0; left--) {
            batch.add(reports.next(organisation, holds, at));
            if (chooser.chance(0.1)) batch.add(batch.getLast());
        }
        return new BookReports(batch);
    }

    private ChangeLimits limits() {
        var limit = amount();
        var alert = amount().filter(wanted -> limit.isEmpty() || !wanted.exceeds(limit.get()));
        Optional<Long> basedOn = chooser.chance(0.4) ? Optional.empty() : Optional.of(0L + chooser.below(12));
        return new ChangeLimits(alert, limit, basedOn, GIULIA, now);
    }

    private Optional<Eur> amount() {
        return chooser.chance(0.3) ? Optional.empty() : Optional.of(new Eur(chooser.below(30) * 10_000_000L));
    }

    private Adjust adjustment() {
        if (!adjustments.isEmpty() && chooser.chance(0.3))
            return again(adjustments.get(chooser.below(adjustments.size())));
        return credits(new Eur((chooser.below(30) - 8) * 10_000_000L));
    }

    private Adjust again(Adjust earlier) {
        long contents = chooser.chance(0.3) ? earlier.contents() + 1 : earlier.contents();
        return new Adjust(earlier.key(), contents, earlier.amount(), earlier.by(), earlier.reason(), earlier.now());
    }

    private Adjust credits(Eur amount) {
        long millis = now.toEpochMilli() + chooser.below(600_000) - 240_000;
        var key = new UniqueId((millis << 16) + chooser.below(1 << 16), adjustments.size());
        adjustments.add(new Adjust(key, 1, amount, GIULIA, "simulated", now));
        return adjustments.getLast();
    }
}

package credits.client.authorization;

import static credits.simulation.invariants.InvariantViolationException.check;

import credits.TestData;
import credits.account.Hold;
import credits.account.command.AuthorizeUsage;
import credits.money.Eur;
import credits.simulation.ChoiceSource;
import credits.simulation.SimulatedCrash;
import credits.usage.PricedLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Processes with leases share an account that is nearly used up, and crash, pause, are suspended, have
/// wrong clocks and lose calls, while its limit and its price change and others spend as well.
public final class LeaseRehearsal {
    private static final int STEPS = 250;
    private static final int PROCESSES = 4;

    private final ChoiceSource choices;
    private final LeaseWorld world = new LeaseWorld();
    private final List<LeaseProcess> processes = new ArrayList<>();
    private boolean isInCall;

    private LeaseRehearsal(ChoiceSource choices) {
        this.choices = choices;
    }

    /// Rehearses with a seed and returns what was debited. Throws
    /// [credits.simulation.invariants.InvariantViolationException] if a law is broken.
    public static Eur of(long seed) {
        return new LeaseRehearsal(ChoiceSource.seeded(seed)).run();
    }

    private Eur run() {
        for (int i = 0; i < PROCESSES; i++) processes.add(newProcess());
        for (int i = 0; i < STEPS; i++) {
            world.pass(Duration.ofMillis(choices.nextInt(1_500)));
            step();
        }
        return end();
    }

    private LeaseProcess newProcess() {
        return new LeaseProcess(world, choices, this::doSomethingElse);
    }

    private void step() {
        int index = choices.nextInt(processes.size());
        try {
            act(processes.get(index));
        } catch (SimulatedCrash crash) {
            processes.set(index, newProcess());
        }
    }

    private void act(LeaseProcess process) {
        switch (choices.nextInt(20)) {
            case 0 -> process.suspend(Duration.ofSeconds(choices.nextInt(90)));
            case 1, 2, 3, 4 -> process.sendLine();
            case 5, 6 -> doSomethingElse();
            case 7 -> pause();
            case 8, 9, 10, 11, 12 -> process.renew();
            default -> decideSome(process);
        }
    }

    private void pause() {
        if (choices.nextBoolean(0.3)) world.pass(Duration.ofSeconds(choices.nextInt(600)));
    }

    private void decideSome(LeaseProcess process) {
        int decisions = 1 + choices.nextInt(12);
        for (int i = 0; i < decisions; i++) process.decide(1 + choices.nextInt(1_500_000));
        process.renew();
    }

    // While a call is under way, too, but then nothing that makes calls.
    private void doSomethingElse() {
        if (isInCall) return;
        isInCall = true;
        switch (choices.nextInt(12)) {
            case 0, 1, 2, 3 -> world.bookReport(choices.nextBoolean(0.2));
            case 4 -> world.limit(choices.nextInt(31) + ".00");
            case 5 -> debit();
            default -> processes.get(choices.nextInt(processes.size())).decide(1 + choices.nextInt(900_000));
        }
        isInCall = false;
    }

    private void debit() {
        var line = TestData.line(LeaseWorld.QUERY.value(), "0.7", world.now());
        var price = world.prices().findPrice(line.operation(), world.now());
        var priced = price.map(each -> PricedLine.of(line, each));
        var key = TestData.newIdAt(world.now());
        var _ = world.commit(new AuthorizeUsage(key, 1, "svc_other", priced, Optional.empty(), world.now()));
    }

    private Eur end() {
        for (var process : processes) {
            process.calm();
            process.close();
        }
        while (world.hasReports()) world.bookReport(false);
        world.pass(Hold.GRACE_PERIOD.plus(Duration.ofMinutes(5)));
        debit();
        var account = world.account();
        check(account.held().equals(Eur.ZERO), "lease: held for ever", account.held());
        check(
                world.debited().equals(account.used()),
                "lease: debited " + world.debited() + ", but used",
                account.used());
        var spent = LeaseWorld.OPENING_CREDITS.minus(account.balance());
        check(spent.equals(account.used()), "lease: spent " + spent + ", but used", account.used());
        return account.used();
    }
}

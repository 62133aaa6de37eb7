package credits.simulation.invariants;

import credits.account.Hold;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizeUsage;
import credits.account.command.BookReports;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.simulation.ChoiceSource;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Generates what drives an account to its bounds: more holds than may be open, more closings and refusals than its
/// state remembers, more categories than a month lists.
final class BurstGenerator {
    private static final String FEATURE = "svc_burst";
    private static final int HOLDS = 140;
    private static final int CLOSINGS = 40;
    private static final int REFUSALS = 9;

    private final ChoiceSource choices;
    private int commandCount;

    BurstGenerator(ChoiceSource choices) {
        this.choices = choices;
    }

    /// The commands of one burst, which all arrive at `now`.
    List<Function<List<Hold>, AccountCommand<?>>> next(OrganisationId organisation, Instant now) {
        return switch (choices.nextInt(4)) {
            case 0 -> repeat(HOLDS, _ -> authorize("free", Optional.of(duration()), now));
            case 1 -> repeat(CLOSINGS, _ -> authorize("free", Optional.empty(), now));
            case 2 -> repeat(REFUSALS, _ -> authorize("unknown", Optional.of(duration()), now));
            default ->
                repeat(
                        ReportGenerator.MANY_CATEGORIES,
                        number -> new BookReports(List.of(reportOf(number, organisation, now)), now));
        };
    }

    private static List<Function<List<Hold>, AccountCommand<?>>> repeat(
            int times, Function<Integer, AccountCommand<?>> newCommand) {
        var commands = new ArrayList<Function<List<Hold>, AccountCommand<?>>>();
        for (int i = 0; i < times; i++) {
            var command = newCommand.apply(i);
            commands.add(_ -> command);
        }
        return commands;
    }

    // Long enough that few expire while other deliveries move the account's clock.
    private Duration duration() {
        return Duration.ofSeconds(3_600 + choices.nextInt(82_800));
    }

    private AuthorizeUsage authorize(String operation, Optional<Duration> expiresIn, Instant now) {
        var line = ReportGenerator.priceLine(newLine(operation, now));
        return new AuthorizeUsage(newId(now), commandCount, FEATURE, line, expiresIn, now);
    }

    private PricedReport reportOf(int number, OrganisationId organisation, Instant now) {
        var line = newLine("many." + number, now);
        return ReportGenerator.pricedAt(
                new UsageReport(newId(now), organisation, FEATURE, now.minusMillis(1), List.of(line)), now);
    }

    private static UsageLine newLine(String operation, Instant now) {
        return new UsageLine(
                new Operation(operation),
                new Quantity(Quantity.MICROS_PER_UNIT),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private UniqueId newId(Instant now) {
        return new UniqueId(now.toEpochMilli() << 16, 2_000_000 + commandCount++);
    }
}

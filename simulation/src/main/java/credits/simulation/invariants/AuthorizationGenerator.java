package credits.simulation.invariants;

import credits.account.Hold;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.RefuseOverpricedUsage;
import credits.account.command.ReleaseHold;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.money.Quantity;
import credits.simulation.ChoiceSource;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Generates the authorizations, captures and releases of a workload: of new holds, old holds and unknown ones; some
/// repeated, some with a used key and other contents.
final class AuthorizationGenerator {
    private static final String FEATURE = "svc_translation";
    private static final int RECENT_HOLDS = 3;

    private final ChoiceSource choices;
    private final Map<OrganisationId, List<AccountCommand<AuthorizationReply>>> earlierCommands = new HashMap<>();
    private int commandCount;

    AuthorizationGenerator(ChoiceSource choices) {
        this.choices = choices;
    }

    /// The next command for an organisation.
    ///
    /// @param holds all holds that the account has ever had
    AccountCommand<AuthorizationReply> next(OrganisationId organisation, List<Hold> holds, Instant now) {
        var before = earlierCommands.computeIfAbsent(organisation, _ -> new ArrayList<>());
        if (!before.isEmpty() && choices.nextBoolean(0.1)) return choices.pick(before);
        boolean reusesKey = !before.isEmpty() && choices.nextBoolean(0.05);
        var key = reusesKey
                ? key(choices.pick(before))
                : ReportGenerator.newIdAround(now, 1_000_000 + commandCount, choices);
        var call = newCommand(key, 1_000 + commandCount++, holds, now);
        before.add(call);
        return call;
    }

    private static UniqueId key(AccountCommand<AuthorizationReply> call) {
        return call.ids().getFirst();
    }

    private AccountCommand<AuthorizationReply> newCommand(UniqueId key, long contents, List<Hold> holds, Instant now) {
        int choice = choices.nextInt(8);
        if (choices.nextBoolean(0.03)) return new RefuseOverpricedUsage(key, contents, FEATURE, now);
        if (choice < 4 || holds.isEmpty()) return authorize(key, contents, now);
        var hold = choices.nextBoolean(0.05)
                ? AuthorizationId.of(3, 7)
                : hold(holds).id();
        if (choice < 6) return new CaptureHold(key, contents, FEATURE, hold, usedQuantity(), now);
        return new ReleaseHold(key, contents, FEATURE, hold, now);
    }

    private Hold hold(List<Hold> holds) {
        return choices.nextBoolean(0.2)
                ? choices.pick(holds)
                : choices.pick(holds.subList(Math.max(0, holds.size() - RECENT_HOLDS), holds.size()));
    }

    private AuthorizeUsage authorize(UniqueId key, long contents, Instant now) {
        var member = choices.nextBoolean(0.5) ? Optional.of(new MemberId("usr_7")) : Optional.<MemberId>empty();
        var reference = choices.nextBoolean(0.5)
                ? Optional.of(new UsageReference("doc-" + contents))
                : Optional.<UsageReference>empty();
        var line =
                new UsageLine(ReportGenerator.operation(choices), quantity(), now, member, reference, Optional.empty());
        Optional<Duration> expiresIn = choices.nextBoolean(0.25)
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(1 + choices.nextInt(5_000)));
        return new AuthorizeUsage(key, contents, FEATURE, ReportGenerator.priceLine(line), expiresIn, now);
    }

    private Quantity usedQuantity() {
        return choices.nextBoolean(0.03) ? Quantity.MAX_VALUE : quantity();
    }

    private Quantity quantity() {
        return new Quantity(
                (1 + choices.nextInt(15)) * (Quantity.MICROS_PER_UNIT / (choices.nextBoolean(0.2) ? 7 : 1)));
    }
}

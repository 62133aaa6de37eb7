package credits.simulation.laws;

import credits.account.Authorize;
import credits.account.Capture;
import credits.account.Command;
import credits.account.Hold;
import credits.account.Release;
import credits.account.Reply;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.simulation.Chooser;
import credits.usage.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Generates the authorizations, captures and releases of a workload: of new holds, old holds and unknown ones; some
/// repeated, some with a used key and other contents.
final class Calls {
    private static final String FEATURE = "svc_translation";
    private static final int NEWEST = 3;

    private final Chooser chooser;
    private final Map<OrganisationId, List<Command<Reply>>> earlier = new HashMap<>();
    private int made;

    Calls(Chooser chooser) {
        this.chooser = chooser;
    }

    /// The next command for an organisation.
    ///
    /// @param holds all holds that the account has ever had
    Command<Reply> next(OrganisationId organisation, List<Hold> holds, Instant now) {
        var before = earlier.computeIfAbsent(organisation, _ -> new ArrayList<>());
        if (!before.isEmpty() && chooser.chance(0.1)) return chooser.among(before);
        boolean stolen = !before.isEmpty() && chooser.chance(0.05);
        var key = stolen ? key(chooser.among(before)) : Reports.idMadeAround(now, 1_000_000 + made, chooser);
        var call = call(key, 1_000 + made++, holds, now);
        before.add(call);
        return call;
    }

    private static UniqueId key(Command<Reply> call) {
        return call.ids().getFirst();
    }

    private Command<Reply> call(UniqueId key, long contents, List<Hold> holds, Instant now) {
        int what = chooser.below(8);
        if (what < 4 || holds.isEmpty()) return authorize(key, contents, now);
        var hold = chooser.chance(0.05) ? AuthorizationId.of(3, 7) : hold(holds).id();
        if (what < 6) return new Capture(key, contents, FEATURE, hold, quantity(), now);
        return new Release(key, contents, FEATURE, hold, now);
    }

    private Hold hold(List<Hold> holds) {
        return chooser.chance(0.2)
                ? chooser.among(holds)
                : chooser.among(holds.subList(Math.max(0, holds.size() - NEWEST), holds.size()));
    }

    private Authorize authorize(UniqueId key, long contents, Instant now) {
        var member = chooser.chance(0.5) ? Optional.of(new MemberId("usr_7")) : Optional.<MemberId>empty();
        var line = new Line(Reports.operation(chooser), quantity(), now, member, Optional.empty(), Optional.empty());
        Optional<Duration> expiresIn =
                chooser.chance(0.25) ? Optional.empty() : Optional.of(Duration.ofSeconds(1 + chooser.below(5_000)));
        return new Authorize(key, contents, FEATURE, Reports.priced(line), expiresIn, now);
    }

    private Quantity quantity() {
        return new Quantity((1 + chooser.below(15)) * (Quantity.MICROS / (chooser.chance(0.2) ? 7 : 1)));
    }
}

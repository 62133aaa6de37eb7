package credits.account;

import credits.account.Change.Kind;
import credits.account.ClosedHold.Ending;
import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.usage.BookedLine.Status;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Authorizes a use before it happens: checks that its cost fits, and either holds the cost or debits it at once. The
/// commit that checks is the commit that holds.
///
/// @param key created by the caller, once for each intention
/// @param contents an 8-byte hash of the whole call
/// @param source the feature that asks
/// @param line the requested use, at the price in force at `now`; empty if it has no price
/// @param expiresIn how long the cost is held; empty to debit at once
public record Authorize(
        UniqueId key,
        long contents,
        String source,
        Optional<PricedLine> line,
        Optional<Duration> expiresIn,
        Instant now)
        implements Command<Reply> {

    public Authorize {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Step<Reply> on(Account account, Seen seen) {
        return Reply.of(key, contents, seen, now).orElseGet(() -> decide(account.rolledTo(now, now)));
    }

    private Step<Reply> decide(Account rolled) {
        var call = new CallPosting(rolled, key, contents, source, Set.of());
        var holds = call.account().holds();
        boolean fits = line.isPresent() && call.account().bears(line.get().cost());
        if (fits && expiresIn.isEmpty()) return done(debited(call, line.get()));
        if (fits && !holds.full()) return done(held(call, line.get(), expiresIn.get()));
        if (holds.refusals() >= Holds.MOST_REFUSALS) return new Answered<>(new Reply.TooManyRefusals());
        line.ifPresent(what -> call.keep(what, Status.REFUSED));
        return done(call.end(Kind.REFUSAL, holds.withRefusals(holds.refusals() + 1)));
    }

    private static Step<Reply> done(Change change) {
        return new Append<>(change, new Reply.Decided(change));
    }

    private Change held(CallPosting call, PricedLine what, Duration howLong) {
        var hold = new Hold(key, call.account().segments(), source, what, now.plus(howLong));
        return call.end(Kind.AUTHORIZATION, call.account().holds().with(hold));
    }

    private Change debited(CallPosting call, PricedLine what) {
        call.debit(what, Optional.empty());
        var id = AuthorizationId.of(call.account().segments(), key.low());
        return call.end(Kind.CAPTURE, call.account().holds().without(id, Ending.CAPTURED));
    }
}

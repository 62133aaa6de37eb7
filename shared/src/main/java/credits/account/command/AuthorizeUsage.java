package credits.account.command;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.usage.BookedLine.LineStatus;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Authorizes usage before it happens: checks that its cost fits, and either holds the cost or debits it at once.
/// The commit that checks is the commit that holds.
///
/// @param key the caller's idempotency key, the same on every retry of one call
/// @param contentHash an 8-byte hash of the whole call
/// @param source the feature that asks
/// @param line the requested usage, at the price in force at `now`; empty if it has no price
/// @param expiresIn how long the cost is held; empty to debit at once
public record AuthorizeUsage(
        UniqueId key,
        long contentHash,
        String source,
        Optional<PricedLine> line,
        Optional<Duration> expiresIn,
        Instant now)
        implements AccountCommand<AuthorizationReply> {

    public AuthorizeUsage {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Decision<AuthorizationReply> decide(Account account, IdLookup lookup) {
        return AuthorizationReply.forKnownKey(key, contentHash, lookup, now)
                .orElseGet(() -> decideNew(account.advanceTo(now, now)));
    }

    private Decision<AuthorizationReply> decideNew(Account current) {
        var posting = new AuthorizationPosting(current, key, contentHash, source, Set.of());
        var holds = posting.account().holds();
        boolean fits =
                line.isPresent() && posting.account().canAfford(line.get().cost());
        if (fits && expiresIn.isEmpty()) return append(debit(posting, line.get()));
        if (fits && !holds.isFull()) return append(hold(posting, line.get(), expiresIn.get()));
        if (holds.refusalsThisSecond() >= AccountHolds.MAX_REFUSALS_PER_SECOND)
            return new NoChange<>(new AuthorizationReply.TooManyRefusals());
        line.ifPresent(pricedLine -> posting.recordUncharged(pricedLine, LineStatus.REFUSED));
        return append(posting.toChange(Kind.REFUSAL, holds.withRefusals(holds.refusalsThisSecond() + 1)));
    }

    private static Decision<AuthorizationReply> append(AccountChange change) {
        return new Append<>(change, new AuthorizationReply.Decided(change));
    }

    private AccountChange hold(AuthorizationPosting posting, PricedLine pricedLine, Duration duration) {
        var hold = new Hold(key, posting.account().segmentCount(), source, pricedLine, now.plus(duration));
        return posting.toChange(Kind.AUTHORIZATION, posting.account().holds().withOpened(hold));
    }

    private AccountChange debit(AuthorizationPosting posting, PricedLine pricedLine) {
        posting.debit(pricedLine, Optional.empty());
        var id = AuthorizationId.of(posting.account().segmentCount(), key.low());
        return posting.toChange(Kind.CAPTURE, posting.account().holds().withClosed(id, HoldOutcome.CAPTURED));
    }
}

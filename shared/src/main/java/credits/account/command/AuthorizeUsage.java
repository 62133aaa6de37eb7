package credits.account.command;

import credits.account.Account;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.usage.BookedLine.LineStatus;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        implements AuthorizationCommand {

    public AuthorizeUsage {
        now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Decision<AuthorizationReply> decide(Account account, IdLookup lookup) {
        return AuthorizationReply.forKnownKey(key, contentHash, lookup, now)
                .orElseGet(() -> decideNew(account.advanceTo(now, now), lookup));
    }

    private Decision<AuthorizationReply> decideNew(Account current, IdLookup lookup) {
        var posting = new AuthorizationPosting(current, key, contentHash, source, Set.of(), lookup);
        boolean fits =
                line.isPresent() && posting.account().canAfford(line.get().cost());
        if (fits && expiresIn.isEmpty()) return debit(posting, line.get());
        var holds = posting.account().holds();
        var hold = newHold(posting.account());
        if (fits && hold.filter(holds::hasRoomFor).isPresent())
            return posting.append(Kind.AUTHORIZATION, holds.withOpened(hold.get()));
        line.ifPresent(pricedLine -> posting.recordUncharged(pricedLine, LineStatus.REFUSED));
        return posting.refuse();
    }

    private Optional<Hold> newHold(Account account) {
        return line.flatMap(priced -> expiresIn.map(
                duration -> new Hold(key, account.segmentCount(), source, priced, now.plus(duration), false)));
    }

    private Decision<AuthorizationReply> debit(AuthorizationPosting posting, PricedLine pricedLine) {
        posting.debit(pricedLine, Optional.empty());
        var id = AuthorizationId.of(posting.account().segmentCount(), key.low());
        return posting.append(Kind.CAPTURE, posting.account().holds().withClosed(id, HoldOutcome.CAPTURED));
    }
}

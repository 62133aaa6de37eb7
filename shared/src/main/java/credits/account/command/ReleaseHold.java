package credits.account.command;

import credits.account.Account;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.usage.BookedLine.LineStatus;
import java.time.Instant;
import java.util.Set;

/// Releases an unused hold.
///
/// @param key the caller's idempotency key, the same on every retry of one call
/// @param contentHash an 8-byte hash of the whole call
/// @param source the feature that releases the hold, which must be the one that made it
public record ReleaseHold(UniqueId key, long contentHash, String source, AuthorizationId authorizationId, Instant now)
        implements AuthorizationCommand {

    @Override
    public Decision<AuthorizationReply> decide(Account account, IdLookup lookup) {
        return AuthorizationReply.forKnownKey(key, contentHash, lookup, now)
                .orElseGet(() -> account.findHold(authorizationId)
                        .map(hold -> AuthorizationReply.forForeignHold(hold, source)
                                .orElseGet(() -> release(account.advanceTo(now, now), lookup.complete(hold), lookup)))
                        .orElseGet(() -> AuthorizationReply.forClosedHold(authorizationId, account, lookup)));
    }

    private Decision<AuthorizationReply> release(Account current, Hold hold, IdLookup lookup) {
        var posting = new AuthorizationPosting(current, key, contentHash, source, Set.of(authorizationId), lookup);
        posting.recordUncharged(hold.pricedLine(), LineStatus.RELEASED);
        return posting.append(
                Kind.RELEASE, posting.account().holds().withClosed(authorizationId, HoldOutcome.RELEASED));
    }
}

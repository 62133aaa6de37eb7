package credits.account.command;

import credits.account.Account;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// Answers a request whose cost, at the price in force at `now`, exceeds the maximum of one line. It changes
/// nothing. If the call was already decided at an earlier price, the answer is that decision.
///
/// @param key the caller's idempotency key, the same on every retry of one call
/// @param contentHash an 8-byte hash of the whole call
public record ReplayOverpricedRequest(UniqueId key, long contentHash, Instant now)
        implements AccountCommand<AuthorizationReply> {
    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Decision<AuthorizationReply> decide(Account account, IdLookup lookup) {
        return AuthorizationReply.forKnownKey(key, contentHash, lookup, now)
                .orElseGet(() -> new NoChange<>(new AuthorizationReply.CostOutOfRange()));
    }
}

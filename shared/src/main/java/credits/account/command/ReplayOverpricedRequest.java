package credits.account.command;

import credits.account.Account;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// Answers a request that costs more than one line may at the price in force at `now`. It changes nothing. If the call
/// was already decided at an earlier price, the answer is that decision.
///
/// @param key created by the caller, once for each intention
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

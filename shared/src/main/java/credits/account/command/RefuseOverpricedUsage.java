package credits.account.command;

import credits.account.Account;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.Set;

/// Refuses a use that costs more than one line may at the price in force at `now`. The refusal is recorded, so that the
/// key has the same answer under later prices.
///
/// @param key the caller's idempotency key, the same on every retry of one call
/// @param contentHash an 8-byte hash of the whole call
/// @param source the feature that asks
public record RefuseOverpricedUsage(UniqueId key, long contentHash, String source, Instant now)
        implements AuthorizationCommand {
    @Override
    public Decision<AuthorizationReply> decide(Account account, IdLookup lookup) {
        return AuthorizationReply.forKnownKey(key, contentHash, lookup, now)
                .orElseGet(() -> new AuthorizationPosting(
                                account.advanceTo(now, now), key, contentHash, source, Set.of(), lookup)
                        .refuseOverpriced());
    }
}

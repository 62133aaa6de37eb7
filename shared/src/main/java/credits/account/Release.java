package credits.account;

import credits.account.Change.Kind;
import credits.account.ClosedHold.Ending;
import credits.account.Command.Step.Append;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.usage.BookedLine.Status;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Releases a hold of which nothing was used.
///
/// @param key created by the caller, once for each intention
/// @param contents an 8-byte hash of the whole call
/// @param source the feature that releases the hold
public record Release(UniqueId key, long contents, String source, AuthorizationId authorization, Instant now)
        implements Command<Reply> {

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Step<Reply> on(Account account, Seen seen) {
        return Reply.of(key, contents, seen, now)
                .orElseGet(() -> account.holds()
                        .find(authorization)
                        .map(hold -> giveBack(account.rolledTo(now, now), hold))
                        .orElseGet(() -> Reply.ended(authorization, account, seen)));
    }

    private Step<Reply> giveBack(Account rolled, Hold hold) {
        var call = new CallPosting(rolled, key, contents, source, Set.of(authorization));
        call.keep(hold.line(), Status.RELEASED);
        var change = call.end(Kind.RELEASE, call.account().holds().without(authorization, Ending.RELEASED));
        return new Append<>(change, new Reply.Decided(change));
    }
}

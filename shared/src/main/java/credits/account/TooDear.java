package credits.account;

import credits.account.Command.Step.Answered;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// Answers a request that costs more than one line may at the price in force at `now`. It changes nothing. If the call
/// was already decided at an earlier price, the answer is that decision.
///
/// @param key created by the caller, once for each intention
/// @param contents an 8-byte hash of the whole call
public record TooDear(UniqueId key, long contents, Instant now) implements Command<Reply> {
    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Step<Reply> on(Account account, Seen seen) {
        return Reply.of(key, contents, seen, now).orElseGet(() -> new Answered<>(new Reply.OutOfRange()));
    }
}

package credits.account;

import credits.account.Command.Step.Answered;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// A feature asks for more than one line may cost at the price in force `now`. It changes nothing; but whoever repeats
/// a call that was decided when the price was another one hears what was decided.
///
/// @param key made by the caller once for each intention
/// @param contents eight bytes that stand for the whole call
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

package credits.account;

import credits.account.ClosedHold.Ending;
import credits.account.Command.Seen;
import credits.account.Command.Step;
import credits.account.Command.Step.Answered;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.usage.Submission;
import java.time.Instant;
import java.util.Optional;

/// The outcome of a call that holds, captures or releases credits. The cases are in order of precedence.
public sealed interface Reply {
    /// An earlier call with this key and the same content was decided. Its segment has the result, which is
    /// returned again.
    record Before(long segment) implements Reply {}

    /// The key is already used for something else; nothing changed.
    record Conflict() implements Reply {}

    /// The key was created more than five minutes ahead of the call; nothing changed.
    record KeyInFuture() implements Reply {}

    /// There is no such hold; nothing changed.
    record Unknown() implements Reply {}

    /// The hold is closed; nothing changed.
    record Ended(Ending how) implements Reply {}

    /// The use costs more than one line may; nothing changed.
    record OutOfRange() implements Reply {}

    /// So many calls were refused within a second that this one was not decided.
    record TooManyRefusals() implements Reply {}

    /// The call has been decided now. [Decision] reads from the change whether it was held, captured, released
    /// or refused.
    record Decided(Change change) implements Reply {}

    /// Returns the outcome already recorded for the key, or the reason why the key is not acceptable; empty if the key
    /// is new.
    static Optional<Step<Reply>> of(UniqueId key, long contents, Seen seen, Instant now) {
        var known = seen.find(key);
        if (known.isPresent()) {
            boolean same = known.get().contents() == contents;
            return Optional.of(new Answered<>(same ? new Before(known.get().segment()) : new Conflict()));
        }
        boolean ahead = key.madeAtMillis() > now.plus(Submission.FURTHEST_AHEAD).toEpochMilli();
        return ahead ? Optional.of(new Answered<>(new KeyInFuture())) : Optional.empty();
    }

    /// Returns the outcome for a hold that is not open.
    static Step<Reply> ended(AuthorizationId id, Account account, Seen seen) {
        return new Answered<>(account.holds()
                .ending(id)
                .or(() -> seen.ending(id))
                .<Reply>map(Ended::new)
                .orElseGet(Unknown::new));
    }
}

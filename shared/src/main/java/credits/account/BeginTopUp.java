package credits.account;

import credits.account.Change.Kind;
import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.identity.UniqueId;
import credits.usage.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Reserves a key for a top-up that is about to begin, so that nothing else can ever use it. It moves no credits.
///
/// @param contents an 8-byte hash of the whole request
public record BeginTopUp(UniqueId key, long contents, Instant now) implements Command<BeginTopUp.Outcome> {
    /// The outcome of the reservation.
    public enum Outcome {
        /// The key now belongs to the top-up.
        BEGUN,
        /// The key was taken before, by this top-up or by something else. Whether a payment record exists under the key
        /// tells which.
        TAKEN,
        /// The key was created more than five minutes ahead of the request; nothing changed.
        KEY_IN_FUTURE
    }

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Step<Outcome> on(Account account, Seen seen) {
        if (seen.find(key).isPresent()) return new Answered<>(Outcome.TAKEN);
        if (key.madeAtMillis() > now.plus(Submission.FURTHEST_AHEAD).toEpochMilli())
            return new Answered<>(Outcome.KEY_IN_FUTURE);
        var expiry = new Expiry();
        var rolled = expiry.sweep(account.rolledTo(now, now), Set.of());
        var events = expiry.events();
        var noted = Notices.note(rolled, rolled, false, false, events);
        return new Append<>(
                new Change(Kind.TOP_UP, noted.next(), List.of(new Placed(key, contents)), expiry.released(), events),
                Outcome.BEGUN);
    }
}

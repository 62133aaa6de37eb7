package credits.account;

import credits.account.Change.Kind;
import credits.account.Command.Step.Answered;
import credits.account.Command.Step.Append;
import credits.account.Event.Adjusted;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// An operator of the platform gives credits, or takes some back, once for each key. Taking may make the balance
/// negative; then nothing is debited until it is not.
///
/// @param contents eight bytes that stand for the whole request
/// @param amount negative to take
/// @param reason for people, 1 to 200 characters
public record Adjust(UniqueId key, long contents, Eur amount, MemberId by, String reason, Instant now)
        implements Command<Adjust.Outcome> {
    /// Characters a reason has at most.
    public static final int LONGEST_REASON = 200;

    public Adjust {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) throw new IllegalArgumentException("reason");
    }

    /// What came of it.
    public enum Outcome {
        /// The balance is adjusted, now.
        ADJUSTED,
        /// The balance was adjusted by an earlier call with this key, or an earlier attempt of this one; nothing
        /// changed.
        ALREADY_ADJUSTED,
        /// The key belongs to something else; nothing changed.
        CONFLICT,
        /// The key was made more than five minutes ahead of the request; nothing changed.
        KEY_IN_FUTURE
    }

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Step<Outcome> on(Account account, Seen seen) {
        var placed = seen.find(key);
        if (placed.isPresent()) {
            return new Answered<>(placed.get().contents() == contents ? Outcome.ALREADY_ADJUSTED : Outcome.CONFLICT);
        }
        if (key.madeAtMillis() > now.plus(Submission.FURTHEST_AHEAD).toEpochMilli()) {
            return new Answered<>(Outcome.KEY_IN_FUTURE);
        }
        return new Append<>(change(account.rolledTo(now, now)), Outcome.ADJUSTED);
    }

    private Change change(Account before) {
        var expiry = new Expiry();
        var rolled = expiry.sweep(before, Set.of());
        var events = expiry.events();
        events.add(new Adjusted(key, amount, by, reason));
        var adjusted = rolled.withBalance(rolled.balance().plus(amount));
        if (amount.isPositive()) adjusted = adjusted.withMonth(adjusted.month().withCreditsExhausted(false));
        var noted = Notices.note(rolled, adjusted, false, false, events);
        return new Change(Kind.ADJUSTMENT, noted.next(), List.of(new Placed(key, contents)), expiry.released(), events);
    }
}

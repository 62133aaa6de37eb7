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

/// Gives credits to an organisation or takes some back, by an operator of the platform, once for each key. Taking
/// credits may make the balance negative; nothing is then debited until it is above zero again.
///
/// @param contents an 8-byte hash of the whole request
/// @param amount in EUR; negative to take credits
/// @param reason the explanation shown to people, 1 to 200 characters
public record Adjust(UniqueId key, long contents, Eur amount, MemberId by, String reason, Instant now)
        implements Command<Adjust.Outcome> {
    /// The maximum length of a reason, in characters.
    public static final int LONGEST_REASON = 200;

    public Adjust {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) throw new IllegalArgumentException("reason");
    }

    /// The outcome of the adjustment.
    public enum Outcome {
        /// The balance has been adjusted by this call.
        ADJUSTED,
        /// The balance was adjusted by an earlier call with this key, or by an earlier attempt at this one;
        /// nothing changed.
        ALREADY_ADJUSTED,
        /// The key is already used for something else; nothing changed.
        CONFLICT,
        /// The key was created more than five minutes ahead of the request; nothing changed.
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

package credits.account.command;

import credits.account.Account;
import credits.account.DomainEvent.Adjusted;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.List;

/// Grants credits to an organisation or takes some back, by an operator of the platform, once for each key.
/// Taking credits may make the balance negative; nothing is then debited until it is above zero again.
///
/// @param contentHash an 8-byte hash of the whole request
/// @param amount in EUR; negative to take credits back
/// @param reason the explanation shown to people, 1 to 200 characters
/// @param opensAccount whether it may be the first that happens to the account
public record AdjustCredits(
        UniqueId key,
        long contentHash,
        Eur amount,
        MemberId adjustedBy,
        String reason,
        Instant now,
        boolean opensAccount)
        implements AccountCommand<AdjustCredits.Outcome> {
    /// The maximum length of a reason, in characters.
    public static final int MAX_REASON_LENGTH = 200;

    /// An adjustment that may open the account.
    public AdjustCredits(UniqueId key, long contentHash, Eur amount, MemberId adjustedBy, String reason, Instant now) {
        this(key, contentHash, amount, adjustedBy, reason, now, true);
    }

    public AdjustCredits {
        if (reason.isBlank() || reason.length() > MAX_REASON_LENGTH) throw new IllegalArgumentException("reason");
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
        KEY_IN_FUTURE,
        /// The key was created more than 35 days before the request; nothing changed.
        KEY_TOO_OLD,
        /// Nothing has ever happened to the account, and the adjustment may not open it; nothing changed.
        NO_ACCOUNT
    }

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Decision<Outcome> decide(Account account, IdLookup lookup) {
        var known = lookup.find(key);
        if (known.isPresent()) {
            return new NoChange<>(
                    known.get().contentHash() == contentHash ? Outcome.ALREADY_ADJUSTED : Outcome.CONFLICT);
        }
        if (key.isAheadOf(now)) return new NoChange<>(Outcome.KEY_IN_FUTURE);
        if (key.isTooOldAt(now)) return new NoChange<>(Outcome.KEY_TOO_OLD);
        if (!opensAccount && account.segmentCount() == 0) return new NoChange<>(Outcome.NO_ACCOUNT);
        return new Append<>(adjust(AccountUpdate.of(account, now, lookup)), Outcome.ADJUSTED);
    }

    private AccountChange adjust(AccountUpdate update) {
        update.add(new Adjusted(key, amount, adjustedBy, reason));
        return update.complete(
                Kind.ADJUSTMENT, update.currentWithCredits(amount), List.of(new RecordedId(key, contentHash)));
    }
}

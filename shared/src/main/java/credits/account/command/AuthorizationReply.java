package credits.account.command;

import credits.account.Account;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountCommand.Decision;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.account.command.AccountCommand.IdLookup;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.Optional;

/// The outcome of a call that holds, captures or releases credits. The cases are in order of precedence.
public sealed interface AuthorizationReply {
    /// An earlier call with this key and the same content was decided. Its segment has the result, which is
    /// returned again.
    record AlreadyDecided(long segmentNumber) implements AuthorizationReply {}

    /// This call has been decided while it waited, by a commit that took it along. Like [Decided], but several callers
    /// that wait under the same key may hear it.
    record DecidedByAnother(AccountChange change) implements AuthorizationReply {}

    /// The key is already used for something else; nothing changed.
    record Conflict() implements AuthorizationReply {}

    /// The key was created more than five minutes ahead of the call; nothing changed.
    record KeyInFuture() implements AuthorizationReply {}

    /// The key was created more than 35 days before the call; nothing changed.
    record KeyTooOld() implements AuthorizationReply {}

    /// There is no hold with this id, or another feature made it; nothing changed.
    record UnknownHold() implements AuthorizationReply {}

    /// The hold is closed; nothing changed.
    record HoldClosed(HoldOutcome outcome) implements AuthorizationReply {}

    /// The call was not decided, because too many calls were refused within a second.
    record TooManyRefusals() implements AuthorizationReply {}

    /// This call has been decided. [RecordedAuthorizationResult] reads from the change whether it was held,
    /// captured, released or refused.
    record Decided(AccountChange change) implements AuthorizationReply {}

    /// Returns the outcome already recorded for the key, or the reason why the key is not acceptable; empty if the key
    /// is new.
    static Optional<Decision<AuthorizationReply>> forKnownKey(
            UniqueId key, long contentHash, IdLookup lookup, Instant now) {
        var location = lookup.find(key);
        if (location.isPresent()) {
            boolean isSameRequest = location.get().contentHash() == contentHash;
            return Optional.of(new NoChange<>(
                    isSameRequest ? new AlreadyDecided(location.get().segmentNumber()) : new Conflict()));
        }
        if (key.isAheadOf(now)) return Optional.of(new NoChange<>(new KeyInFuture()));
        return key.isTooOldAt(now) ? Optional.of(new NoChange<>(new KeyTooOld())) : Optional.empty();
    }

    /// Returns the outcome for a hold of another feature than `source`, which is like that for one that does not exist;
    /// empty if it is its own.
    static Optional<Decision<AuthorizationReply>> forForeignHold(Hold hold, String source) {
        return hold.source().equals(source) ? Optional.empty() : Optional.of(new NoChange<>(new UnknownHold()));
    }

    /// Returns the outcome for a hold that cannot be settled.
    static Decision<AuthorizationReply> forClosedHold(AuthorizationId id, Account account, IdLookup lookup) {
        if (account.holds().findOpen(id).isPresent()) return new NoChange<>(new HoldClosed(HoldOutcome.EXPIRED));
        return new NoChange<>(account.holds()
                .findOutcome(id)
                .or(() -> lookup.findHoldOutcome(id))
                .<AuthorizationReply>map(HoldClosed::new)
                .orElseGet(UnknownHold::new));
    }
}

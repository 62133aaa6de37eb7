package credits.account.command;

import credits.account.Account;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// Looks up the state of a hold, however old it is. Changes nothing.
public record FindHold(AuthorizationId id, Instant now) implements AccountCommand<FindHold.HoldState> {

    /// The state of a hold.
    public sealed interface HoldState {
        /// The hold can be settled.
        record Open(Hold hold) implements HoldState {}

        /// The hold is closed, or overdue and about to be.
        record Closed(HoldOutcome outcome) implements HoldState {}

        /// There never was a hold with this id.
        record Unknown() implements HoldState {}
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    @Override
    public Decision<HoldState> decide(Account account, IdLookup lookup) {
        var open = account.holds().findOpen(id);
        if (open.isPresent()) {
            boolean isOverdue = open.get().isOverdue(account.advanceTo(now, now).clockTime());
            return new NoChange<>(
                    isOverdue
                            ? new HoldState.Closed(HoldOutcome.EXPIRED)
                            : new HoldState.Open(lookup.complete(open.get())));
        }
        return new NoChange<>(account.holds()
                .findOutcome(id)
                .or(() -> lookup.findHoldOutcome(id))
                .<HoldState>map(HoldState.Closed::new)
                .orElseGet(HoldState.Unknown::new));
    }
}

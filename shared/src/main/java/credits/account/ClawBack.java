package credits.account;

import credits.account.Change.Kind;
import credits.account.Command.Step.Append;
import credits.account.Event.Refunded;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Claws back the credits of a payment that was refunded or disputed, or gives them again if the payment stands after
/// all. Taking credits may make the balance negative; nothing is then debited until it is above zero again.
///
/// Not safe to repeat on its own, like [Credit].
///
/// @param amount the amount to take; negative to give credits again; never zero
public record ClawBack(UniqueId payment, Eur amount, Instant now) implements Command<Eur> {
    public ClawBack {
        if (amount.equals(Eur.ZERO)) throw new IllegalArgumentException("nothing to take back");
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    /// Answers with the balance after the clawback.
    @Override
    public Step<Eur> on(Account account, Seen seen) {
        var expiry = new Expiry();
        var rolled = expiry.sweep(account.rolledTo(now, now), Set.of());
        var events = expiry.events();
        events.add(new Refunded(payment, amount));
        var left = rolled.withBalance(rolled.balance().minus(amount));
        if (amount.isNegative()) left = left.withMonth(left.month().withCreditsExhausted(false));
        var noted = Notices.note(rolled, left, false, false, events);
        return new Append<>(
                new Change(Kind.CLAWBACK, noted.next(), List.of(), expiry.released(), events), noted.balance());
    }
}

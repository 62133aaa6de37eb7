package credits.account;

import credits.account.Change.Kind;
import credits.account.Command.Step.Append;
import credits.account.Event.ToppedUp;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Credits a payment to the account.
///
/// Not safe to repeat on its own: a payment is credited once because the same transaction writes the payment's record
/// under a condition.
///
/// @param amount above zero
public record Credit(UniqueId payment, Eur amount, Instant now) implements Command<Eur> {
    public Credit {
        if (!amount.isPositive()) throw new IllegalArgumentException("credits: " + amount);
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    /// Answers with the balance after the credit.
    @Override
    public Step<Eur> on(Account account, Seen seen) {
        var expiry = new Expiry();
        var rolled = expiry.sweep(account.rolledTo(now, now), Set.of());
        var events = expiry.events();
        events.add(new ToppedUp(payment, amount));
        var credited = rolled.withBalance(rolled.balance().plus(amount));
        var ready = credited.withMonth(credited.month().withCreditsExhausted(false));
        var noted = Notices.note(rolled, ready, false, false, events);
        return new Append<>(
                new Change(Kind.CREDIT, noted.next(), List.of(), expiry.released(), events), noted.balance());
    }
}

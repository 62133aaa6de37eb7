package credits.account.command;

import credits.account.Account;
import credits.account.DomainEvent.ClawedBack;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision.Append;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.List;

/// Claws back the credits of a payment that was refunded or disputed, or restores them if the payment stands
/// after all. Taking credits may make the balance negative; nothing is then debited until it is above zero again.
///
/// Not safe to repeat on its own, like [CreditTopUp].
///
/// @param amount the amount to take; negative to restore credits; never zero
public record ClawBackCredits(UniqueId paymentKey, Eur amount, Instant now) implements AccountCommand<Eur> {
    public ClawBackCredits {
        if (amount.equals(Eur.ZERO)) throw new IllegalArgumentException("the amount of a clawback must not be zero");
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    /// The outcome is the balance after the clawback.
    @Override
    public Decision<Eur> decide(Account account, IdLookup lookup) {
        var update = AccountUpdate.of(account, now, lookup);
        update.add(new ClawedBack(paymentKey, amount));
        var after = update.currentWithCredits(Eur.ZERO.minus(amount));
        return new Append<>(update.complete(Kind.CLAWBACK, after, List.of()), after.balance());
    }
}

package credits.account.command;

import credits.account.Account;
import credits.account.DomainEvent.ToppedUp;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision.Append;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.List;

/// Credits a payment to the account.
///
/// Not safe to repeat on its own: a payment is credited once because the same transaction writes the payment's record
/// under a condition.
///
/// @param amount above zero
public record CreditTopUp(UniqueId paymentKey, Eur amount, Instant now) implements AccountCommand<Eur> {
    public CreditTopUp {
        if (!amount.isPositive()) throw new IllegalArgumentException("credits: " + amount);
    }

    @Override
    public List<UniqueId> ids() {
        return List.of();
    }

    /// The outcome is the balance after the credit.
    @Override
    public Decision<Eur> decide(Account account, IdLookup lookup) {
        var update = AccountUpdate.of(account, now, lookup);
        update.add(new ToppedUp(paymentKey, amount));
        var after = update.currentWithCredits(amount);
        return new Append<>(update.complete(Kind.CREDIT, after, List.of()), after.balance());
    }
}

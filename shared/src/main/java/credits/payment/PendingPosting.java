package credits.payment;

import credits.money.Eur;

/// A difference that must be posted to the account.
public sealed interface PendingPosting {
    /// Credits to add.
    record Credit(Eur amount) implements PendingPosting {}

    /// Credits to claw back; negative if credits must be restored.
    record Clawback(Eur amount) implements PendingPosting {}
}

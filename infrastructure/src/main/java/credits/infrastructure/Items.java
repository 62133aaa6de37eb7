package credits.infrastructure;

import credits.ledger.Table;

/// The items of the account table by what their partition keys begin with: what a function may or may not touch.
enum Items {
    /// The chain of every account, and the directory to it.
    ACCOUNTS(Table.ACCOUNTS + "*"),
    /// The list of all organisations.
    ORGANISATIONS(Table.ORGANISATIONS + "*"),
    /// The price lists.
    PRICES(Table.PRICES),
    /// The profile of every organisation, and its payments.
    PROFILES(Table.PROFILES + "*"),
    /// Which top-up a payment of Stripe's belongs to.
    PAYMENT_INTENTS(Table.PAYMENT_INTENTS + "*"),
    /// What waits for its payment.
    PARKED(Table.PARKED + "*"),
    /// What a person has to look at.
    QUARANTINE(Table.QUARANTINE + "*"),
    /// The invoices and credit notes, and their counters.
    INVOICES(Table.INVOICES),
    /// What those who run the platform were told.
    OPERATORS(Table.OPERATORS),
    /// The comparisons with Stripe.
    RECONCILIATION(Table.RECONCILIATION);

    private final String keys;

    Items(String keys) {
        this.keys = keys;
    }

    /// Matches their partition keys, in the language of IAM's `StringLike`.
    String keys() {
        return keys;
    }
}

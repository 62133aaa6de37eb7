package credits.infrastructure;

import credits.ledger.Table;

/// The kinds of items in the account table by the prefix of their partition keys, for the functions' permissions.
enum Items {
    /// The chain of every account and its index.
    ACCOUNTS(Table.ACCOUNTS + "*"),
    /// The list of all organisations.
    ORGANISATIONS(Table.ORGANISATIONS + "*"),
    /// The price lists.
    PRICES(Table.PRICES),
    /// The profile and the payments of every organisation.
    PROFILES(Table.PROFILES + "*"),
    /// The top-up of each Stripe payment.
    PAYMENT_INTENTS(Table.PAYMENT_INTENTS + "*"),
    /// The unmatched reversals.
    PARKED(Table.PARKED + "*"),
    /// The quarantined payments.
    QUARANTINE(Table.QUARANTINE + "*"),
    /// The invoices, the credit notes and their counters.
    INVOICES(Table.INVOICES),
    /// The e-mails sent to the platform's operators.
    OPERATORS(Table.OPERATORS),
    /// The reports of the Stripe reconciliation.
    RECONCILIATION(Table.RECONCILIATION);

    private final String keys;

    Items(String keys) {
        this.keys = keys;
    }

    /// The pattern of their partition keys, in the syntax of IAM's `StringLike`.
    String keys() {
        return keys;
    }
}

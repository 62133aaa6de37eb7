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
    /// The profile of every organisation.
    PROFILES(Table.PROFILES + "*");

    private final String keys;

    Items(String keys) {
        this.keys = keys;
    }

    /// Matches their partition keys, in the language of IAM's `StringLike`.
    String keys() {
        return keys;
    }
}

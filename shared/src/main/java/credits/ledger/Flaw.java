package credits.ledger;

import credits.identity.OrganisationId;

/// Where a chain is not what it was written as, or does not add up.
///
/// @param segment the first that does not follow from the one before
public record Flaw(OrganisationId organisation, long segment, Kind kind) {
    /// What is wrong with a segment, in the order in which it is looked for.
    public enum Kind {
        /// It is not there, and later ones are or were.
        MISSING,
        /// It is not what any version of our code that we know writes.
        UNREADABLE,
        /// What only people read of it is not what it says.
        NOTES,
        /// It does not carry the hash of the one before.
        HASH,
        /// It fits the one before, and is another than was proved on an earlier night.
        REWRITTEN,
        /// Time went back.
        TIME,
        /// The balance does not follow from its entries.
        BALANCE,
        /// Its day does not.
        DAYS,
        /// A category does not.
        CATEGORIES,
        /// A month that is over changed.
        MONTHS,
        /// Limits changed, and nobody changed them.
        LIMITS,
        /// A hold appeared that nobody was given.
        HOLDS
    }
}

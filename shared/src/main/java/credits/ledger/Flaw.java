package credits.ledger;

import credits.identity.OrganisationId;

/// A defect in a chain: a segment that is not what was written, or that does not add up.
///
/// @param segment the first segment that does not follow from the previous one
public record Flaw(OrganisationId organisation, long segment, Kind kind) {
    /// The kind of defect, in the order in which they are checked.
    public enum Kind {
        /// The segment is missing, although later ones exist or existed.
        MISSING,
        /// No known version of our code writes such a segment.
        UNREADABLE,
        /// The attributes for people contradict the packed content.
        NOTES,
        /// It does not have the hash of the previous segment.
        HASH,
        /// It follows from the previous segment, but differs from the one that was verified on an earlier night.
        REWRITTEN,
        /// Time went back.
        TIME,
        /// The balance does not follow from its entries.
        BALANCE,
        /// The day's total does not follow from its entries.
        DAYS,
        /// A category's total does not follow from its entries.
        CATEGORIES,
        /// A past month changed.
        MONTHS,
        /// The limits differ without a recorded change.
        LIMITS,
        /// A hold appeared that was never granted.
        HOLDS
    }
}

package credits.ledger.verification;

import credits.identity.OrganisationId;

/// A defect in a chain: a segment that is not what was written, or that does not add up.
///
/// @param segmentNumber the first segment that does not follow from the previous one; 0 if the whole account is meant
public record ChainDefect(OrganisationId organisation, long segmentNumber, Kind kind) {
    /// The kind of defect, in the order in which they are checked.
    public enum Kind {
        /// The account could not be verified: its items or its progress could not be read.
        UNVERIFIED,
        /// The account is missing in the list of all organisations.
        UNLISTED,
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
        /// Its clock, time, time zone or day does not follow.
        TIME,
        /// The balance does not follow from its entries.
        BALANCE,
        /// The day's total does not follow from its entries.
        DAYS,
        /// A category's total does not follow from its entries.
        CATEGORIES,
        /// A past month changed.
        MONTHS,
        /// The limits differ from the recorded change, or without one.
        LIMITS,
        /// The holds, open or closed, or the refusals of the second do not follow from the entries.
        HOLDS,
        /// It has entries that its kind of change does not make.
        ENTRIES,
        /// The ids, their watermarks or their short hashes do not follow, or an id is recorded again.
        IDS,
        /// What the month remembers of thresholds does not follow.
        FLAGS,
        /// The events are not the ones that it has to announce.
        EVENTS
    }
}

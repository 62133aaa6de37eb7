package credits.account;

import credits.identity.UniqueId;

/// An id that is recorded in the ledger.
///
/// @param contents the 8-byte hash of the content recorded under it; other content under the same id is a conflict
public record Placed(UniqueId id, long contents) {}

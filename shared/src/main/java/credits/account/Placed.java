package credits.account;

import credits.identity.UniqueId;

/// An id that is in the ledger.
///
/// @param contents eight bytes that stand for what came with it: other contents under the same id are a conflict
public record Placed(UniqueId id, long contents) {}

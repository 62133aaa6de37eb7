package credits.simulation.store;

/// A call to the table, as far as a [FaultPlan] sees it.
///
/// @param index the number of earlier calls through the same [FaultyStore]
/// @param isConsistent whether it is a write or a strongly consistent read
/// @param itemCount the number of items it reads or writes: 1, except in a transaction
public record StoreCall(long index, StoreOperation operation, boolean isConsistent, int itemCount) {}

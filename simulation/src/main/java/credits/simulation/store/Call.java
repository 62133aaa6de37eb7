package credits.simulation.store;

/// A call to the table, as far as a [FaultPlan] sees it.
///
/// @param number the number of earlier calls through the same [FaultyStore]
/// @param isConsistent whether it is a write or a strongly consistent read
/// @param actions the number of items it reads or writes: 1, except in a transaction
public record Call(long number, Operation operation, boolean isConsistent, int actions) {}

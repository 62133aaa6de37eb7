package credits.simulation.store;

/// A call to the table, as far as a [FaultPlan] may know it.
///
/// @param number how many calls went before it through the same [FaultyStore]
/// @param isConsistent is it a write, or a strongly consistent read?
/// @param actions how many items it reads or writes: 1, but in a transaction
public record Call(long number, Operation operation, boolean isConsistent, int actions) {}

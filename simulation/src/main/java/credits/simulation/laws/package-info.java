/// The invariants of the ledger, checked on whole accounts with concurrent workers and injected faults, against a
/// reference that shares no arithmetic, packing or month-end code with the real account. Never deployed.
@CheckReturnValue
@NullMarked
package credits.simulation.laws;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

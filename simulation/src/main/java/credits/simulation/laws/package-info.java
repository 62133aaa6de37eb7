/// The laws, proved: whole accounts under many workers and injected faults, held against a reference that shares no
/// arithmetic, no packing and no roll-over with the real one. Never deployed.
@CheckReturnValue
@NullMarked
package credits.simulation.laws;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

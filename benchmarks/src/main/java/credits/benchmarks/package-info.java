/// What the system costs, measured on fixed workloads: write units and requests (asserted by a test, since they are
/// the same on every machine) and speed (printed, since it is not).
@CheckReturnValue
@NullMarked
package credits.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

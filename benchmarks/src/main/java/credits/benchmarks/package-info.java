/// The cost and speed of the system on fixed workloads: write units and requests, which a test asserts because they are
/// the same on every machine, and speed, which is only printed because it is not.
@CheckReturnValue
@NullMarked
package credits.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

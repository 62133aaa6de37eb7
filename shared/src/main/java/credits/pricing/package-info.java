/// The prices of operations: price lists with the time they take effect, and the only place where a cost is rounded.
/// This package knows neither accounts nor storage.
@CheckReturnValue
@NullMarked
package credits.pricing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

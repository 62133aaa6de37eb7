/// What an operation costs: price lists with the time they come into force, and the one place where a cost is
/// rounded. Knows neither accounts nor storage.
@CheckReturnValue
@NullMarked
package credits.pricing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The `deliver` function: sends the platform's events to its webhook endpoints, signed after the Standard Webhooks
/// specification. It is the only function that calls addresses which operators choose, and reads nothing but endpoints
/// and their deliveries.
@CheckReturnValue
@NullMarked
package credits.function.deliver;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The platform's webhook endpoints, their secrets, and the deliveries of events to them. May depend on `identity` and
/// `aws`. Sends nothing, which is the deliver function's.
@CheckReturnValue
@NullMarked
package credits.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

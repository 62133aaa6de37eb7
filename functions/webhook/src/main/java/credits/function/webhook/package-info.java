/// The `webhook` function: what Stripe tells us, believed for its signature alone.
@CheckReturnValue
@NullMarked
package credits.function.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

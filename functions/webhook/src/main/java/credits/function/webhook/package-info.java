/// The `webhook` function: receives Stripe's events and trusts them for their signature alone.
@CheckReturnValue
@NullMarked
package credits.function.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

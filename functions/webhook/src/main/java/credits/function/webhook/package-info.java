/// The `webhook` function: receives Stripe's events, which it trusts only because of their signature.
@CheckReturnValue
@NullMarked
package credits.function.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Delivers events to the webhook endpoint: signed, retried until accepted, and with the faults that a test plans.
@CheckReturnValue
@NullMarked
package credits.local.stripe.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

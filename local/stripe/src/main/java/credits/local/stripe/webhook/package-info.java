/// The delivery of events to the seller: signed, retried until they are accepted, and with planned faults.
@CheckReturnValue
@NullMarked
package credits.local.stripe.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Stripe's API over HTTP: keys, parameters, idempotency, lists, expansion, errors, and the faults that a test asks
/// for.
@CheckReturnValue
@NullMarked
package credits.local.stripe.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Stripe's HTTP API: authentication, parameters, idempotency, lists, expansion, errors, and planned faults.
@CheckReturnValue
@NullMarked
package credits.local.stripe.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

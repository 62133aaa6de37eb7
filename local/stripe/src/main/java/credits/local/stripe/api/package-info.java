/// Stripe's HTTP API over the account: API keys, parameters, idempotency keys, pagination, `expand[]`, errors, and the
/// faults that a test plans.
@CheckReturnValue
@NullMarked
package credits.local.stripe.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

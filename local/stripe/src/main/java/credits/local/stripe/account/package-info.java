/// The state of a Stripe account and how it changes: customers, sessions, payments, refunds, disputes and events.
/// Objects are JSON trees in Stripe's own form. Knows nothing of HTTP, and time passes only on its clock.
@CheckReturnValue
@NullMarked
package credits.local.stripe.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

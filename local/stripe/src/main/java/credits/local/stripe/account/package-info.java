/// What a Stripe account remembers and how it changes: customers, sessions, payments, refunds, disputes, events.
/// Objects are JSON trees in Stripe's own shape. Nothing here knows HTTP, and no time passes but its clock's.
@CheckReturnValue
@NullMarked
package credits.local.stripe.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

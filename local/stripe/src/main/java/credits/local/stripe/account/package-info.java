/// The state of one Stripe account in test mode: customers, checkout sessions, payments, refunds, disputes, balance
/// transactions and the events that their changes publish. No HTTP; one change at a time.
@CheckReturnValue
@NullMarked
package credits.local.stripe.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

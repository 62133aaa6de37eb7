/// Buying credits as a pure state machine: what a payment is, what Stripe has told of it, and what the account must
/// therefore hold; and which VAT is due. It knows no Stripe, no storage, no JSON and no clock.
@CheckReturnValue
@NullMarked
package credits.topup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

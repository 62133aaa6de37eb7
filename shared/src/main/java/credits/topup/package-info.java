/// Buying credits as a pure state machine: payments, the updates from Stripe, what the account must therefore hold, and
/// the VAT that is due. This package knows no Stripe, no storage, no JSON and no clock.
@CheckReturnValue
@NullMarked
package credits.topup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

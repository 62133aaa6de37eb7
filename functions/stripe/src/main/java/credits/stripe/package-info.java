/// Stripe, as our three functions that see it share it: asking it, believing what it signs, and telling the
/// payments what it says. No other room may see Stripe's library; what is credited is decided by [credits.topup].
@CheckReturnValue
@NullMarked
package credits.stripe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

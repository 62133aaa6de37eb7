/// The `checkout` function: members buy credits on Stripe's payment page and follow the state of their top-ups.
@CheckReturnValue
@NullMarked
package credits.function.checkout;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

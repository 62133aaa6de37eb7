/// The `checkout` function: members buy credits on Stripe's payment page, and ask what has become of it.
@CheckReturnValue
@NullMarked
package credits.function.checkout;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

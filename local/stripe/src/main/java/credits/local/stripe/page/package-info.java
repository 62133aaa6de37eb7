/// What people see in a browser: the payment page, and a small dashboard to be buyer, bank and bad luck.
@CheckReturnValue
@NullMarked
package credits.local.stripe.page;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The pages in a browser: the checkout page, and a small dashboard to play buyers and banks and to plan faults.
@CheckReturnValue
@NullMarked
package credits.local.stripe.page;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The `reconcile` function: heals what no webhook told us, and compares our payments with Stripe's.
@CheckReturnValue
@NullMarked
package credits.function.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The `reconcile` function: heals what no webhook told us, compares our payments with Stripe's, and proves that all
/// chains are what was written.
@CheckReturnValue
@NullMarked
package credits.function.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

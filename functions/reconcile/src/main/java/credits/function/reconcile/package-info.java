/// The `reconcile` function: applies payments that no webhook reported, compares our payments with Stripe's, and looks
/// for missing invoices.
@CheckReturnValue
@NullMarked
package credits.function.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

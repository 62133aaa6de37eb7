/// The `invoice` function: issues invoices for payments and credit notes for reversals.
@CheckReturnValue
@NullMarked
package credits.function.invoice;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

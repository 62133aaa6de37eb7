/// The `operator` function: the platform's operators publish prices, adjust balances and list invoices. No member of an
/// organisation has their permissions.
@CheckReturnValue
@NullMarked
package credits.function.operator;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

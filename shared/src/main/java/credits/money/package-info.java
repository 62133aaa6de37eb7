/// Money and quantities, exact and in one currency. This package depends on nothing and knows no credits, prices
/// or storage.
@CheckReturnValue
@NullMarked
package credits.money;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

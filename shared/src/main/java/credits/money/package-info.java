/// Money and quantities, exact and in one currency. Knows nothing of credits, prices or storage.
@CheckReturnValue
@NullMarked
package credits.money;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

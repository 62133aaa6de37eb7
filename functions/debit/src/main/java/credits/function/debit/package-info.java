/// The `debit` function.
@CheckReturnValue
@NullMarked
package credits.function.debit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

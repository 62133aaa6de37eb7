/// The `limits` function.
@CheckReturnValue
@NullMarked
package credits.function.limits;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

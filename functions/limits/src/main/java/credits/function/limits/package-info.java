/// The `limits` function: members read and set the alert threshold and the allowed limit.
@CheckReturnValue
@NullMarked
package credits.function.limits;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

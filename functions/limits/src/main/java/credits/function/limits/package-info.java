/// The `limits` function: members read and set the alert threshold, the allowed limit and the billing profile.
@CheckReturnValue
@NullMarked
package credits.function.limits;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

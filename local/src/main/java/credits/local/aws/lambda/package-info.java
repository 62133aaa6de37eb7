/// Functions as Lambda runs them: made from a handler string and an environment, one request at a time each.
@CheckReturnValue
@NullMarked
package credits.local.lambda;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

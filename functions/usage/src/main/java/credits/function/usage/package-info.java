/// The `usage` function.
@CheckReturnValue
@NullMarked
package credits.function.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

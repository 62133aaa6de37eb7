/// The `authorization` function: features' services authorize work before they spend, and settle it afterwards.
@CheckReturnValue
@NullMarked
package credits.function.authorization;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

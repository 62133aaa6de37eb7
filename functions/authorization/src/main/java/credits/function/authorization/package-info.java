/// The `authorization` function: features ask before they spend, and settle afterwards. Only their services call
/// it.
@CheckReturnValue
@NullMarked
package credits.function.authorization;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

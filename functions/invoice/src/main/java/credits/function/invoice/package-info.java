/// The `invoice` function: what was paid, and what went back, on paper.
@CheckReturnValue
@NullMarked
package credits.function.invoice;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

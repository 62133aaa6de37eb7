/// What a feature reports, and what becomes of it: reports, lines, and entries. It prices nothing and debits
/// nothing.
@CheckReturnValue
@NullMarked
package credits.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

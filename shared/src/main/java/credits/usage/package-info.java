/// Usage reports and their outcome: reports, lines and entries. This package debits nothing.
@CheckReturnValue
@NullMarked
package credits.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

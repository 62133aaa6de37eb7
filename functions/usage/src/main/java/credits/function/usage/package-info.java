/// The `usage` function: what members see of their organisation's usage. Reads the ledger and writes nothing.
@CheckReturnValue
@NullMarked
package credits.function.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

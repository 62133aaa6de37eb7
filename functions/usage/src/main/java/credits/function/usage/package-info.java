/// The `usage` function: members read their organisation's usage and payments. Reads the ledger and writes nothing.
@CheckReturnValue
@NullMarked
package credits.function.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

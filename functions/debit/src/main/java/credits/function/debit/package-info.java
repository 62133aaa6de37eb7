/// The `debit` function: books usage from the queue. Knows the queue's events, prices and the ledger; no HTTP, no
/// members.
@CheckReturnValue
@NullMarked
package credits.function.debit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

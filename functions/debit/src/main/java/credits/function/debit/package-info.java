/// The `debit` function: books usage from the queue. Depends on SQS events, prices and the ledger, but not on
/// HTTP or members.
@CheckReturnValue
@NullMarked
package credits.function.debit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

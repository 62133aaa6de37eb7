/// Priming before Lambda takes a function's snapshot: the function handles one request, so that instances restored from
/// the snapshot have every class loaded and every client's code path exercised. Depends on no function and no data.
@CheckReturnValue
@NullMarked
package credits.priming;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Who and what things are called: organisations, members, operations, and the ids that callers make.
/// Knows no money and no storage.
@CheckReturnValue
@NullMarked
package credits.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

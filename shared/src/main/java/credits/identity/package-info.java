/// Identifiers: organisations, members, operations, and the ids that callers create. This package depends on nothing
/// and knows no money and no storage.
@CheckReturnValue
@NullMarked
package credits.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

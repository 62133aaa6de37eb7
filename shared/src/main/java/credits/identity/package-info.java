/// Names of people and things: organisations, members, operations, references, e-mail addresses, and the ids that
/// callers and we make, with the one rule for their spelling. Depends on nothing. Does not check whether the named
/// thing exists.
@CheckReturnValue
@NullMarked
package credits.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

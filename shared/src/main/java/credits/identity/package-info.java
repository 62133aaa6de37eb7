/// The types of names and ids: organisations, members, operations, references, e-mail addresses, and the ids
/// that callers and we create, with the one rule for their spelling. Depends on nothing. Does not check whether
/// anything of that name exists.
@CheckReturnValue
@NullMarked
package credits.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

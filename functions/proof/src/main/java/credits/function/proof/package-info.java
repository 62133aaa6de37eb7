/// The `proof` function: verifies that all chains are unchanged and add up, and anchors their newest hashes where
/// nobody can write who can write to the table. It writes to no account.
@CheckReturnValue
@NullMarked
package credits.function.proof;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

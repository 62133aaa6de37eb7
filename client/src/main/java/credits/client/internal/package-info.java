/// JSON, identifiers, ULIDs and backoff for the other packages. Not for feature teams: it may change at any time
/// without notice. Depends on nothing but the JDK.
@CheckReturnValue
@NullMarked
package credits.client.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

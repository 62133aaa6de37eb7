/// Internal to the client: JSON, identifiers, ULIDs and backoff. Not for feature teams; it may change at any time.
@CheckReturnValue
@NullMarked
package credits.client.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// JSON, as little of it as the service's answers need. Not for feature teams: it may change at any time.
@CheckReturnValue
@NullMarked
package credits.client.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

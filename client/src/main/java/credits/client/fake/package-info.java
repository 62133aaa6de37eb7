/// The service in memory, for feature teams' tests: the real client runs against it, only the wire is missing.
@CheckReturnValue
@NullMarked
package credits.client.fake;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

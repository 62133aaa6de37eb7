/// The service in memory, for the tests of feature teams. The real client classes run against it; only the network is
/// missing. It has only what a test needs: one month, no clock, holds that never expire.
@CheckReturnValue
@NullMarked
package credits.client.testing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The service in memory, for the tests of feature teams. The real client classes run against it; only the network is
/// missing. It is as simple as a test needs it: one month, no clock, holds that never expire.
@CheckReturnValue
@NullMarked
package credits.client.testing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

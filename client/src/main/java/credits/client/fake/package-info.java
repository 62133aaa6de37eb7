/// For the tests of feature teams: the credits service in memory. The real client runs against it, without a network.
@CheckReturnValue
@NullMarked
package credits.client.fake;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

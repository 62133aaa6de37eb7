/// The HTTP API as AWS plays it: routes, JWT authorizer, payload format 2.0 in and out; and the OpenID provider.
/// Knows functions as bytes in, bytes out.
@CheckReturnValue
@NullMarked
package credits.local.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

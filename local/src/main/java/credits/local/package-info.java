/// The whole system in one JVM on one port: the real handlers, DynamoDB and SQS stand-ins, an OpenID provider.
/// What runs, and how it is wired, comes from the synthesized template; nothing of the product is decided here.
@CheckReturnValue
@NullMarked
package credits.local;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

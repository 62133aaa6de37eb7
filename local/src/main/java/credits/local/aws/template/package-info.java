/// Reads the synthesized CloudFormation and says what of it runs on one machine. Knows no server and starts none.
/// What it does not understand of the kinds it reads is refused by name, so that local and deployed cannot drift.
@CheckReturnValue
@NullMarked
package credits.local.template;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// What stands between the functions and the stand-ins for AWS: every call of a function is held to the policies of
/// its role first, and refused as AWS refuses it. Knows the protocols of the services as far as functions speak them.
@CheckReturnValue
@NullMarked
package credits.local.guard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

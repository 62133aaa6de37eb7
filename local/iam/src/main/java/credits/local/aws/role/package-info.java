/// The approved roles of the functions, and the clients that hold calls to them. The template's tests compare the roles
/// with what is deployed; the tests of the functions and the simulation make every call under them. So a permission
/// that the code needs and the deployment does not grant turns a test red.
@CheckReturnValue
@NullMarked
package credits.local.aws.role;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

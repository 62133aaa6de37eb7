/// IAM's rules: whether a role, or a service of AWS, may do what it is about to do. Pure: knows statements and calls,
/// no template, no server. What of a policy it does not know it cannot be given: whoever reads policies refuses it.
@CheckReturnValue
@NullMarked
package credits.local.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// IAM's policy evaluation: whether a role, or an AWS service, may make a request. Pure: it knows statements and
/// requests, no template and no server. Whatever of a policy it does not support cannot be expressed in its types;
/// reading policies, and rejecting the rest, is `aws.template`'s part.
@CheckReturnValue
@NullMarked
package credits.local.aws.iam;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

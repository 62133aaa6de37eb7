/// Checks the deployment's guarantees in the templates that would be deployed, without deploying and without an AWS
/// account. Each test names a change that turns it red.
@CheckReturnValue
@NullMarked
package credits.template;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

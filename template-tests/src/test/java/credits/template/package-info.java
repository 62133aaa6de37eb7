/// What the deployment promises, read from the templates that would be deployed: nothing is deployed and no AWS
/// account is asked. Each test names the change that turns it red.
@CheckReturnValue
@NullMarked
package credits.template;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

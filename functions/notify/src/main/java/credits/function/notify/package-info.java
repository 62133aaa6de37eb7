/// Writes e-mail about what happened to an account: from the event bus, by way of a queue, to whom the organisation
/// has listed. Touches the profile, its own marks beside it, and the mail service.
@CheckReturnValue
@NullMarked
package credits.function.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Sends e-mail about account events, which arrive from the event bus through a queue, to the recipients that the
/// organisation has listed. Accesses the profile, the notification records and SES.
@CheckReturnValue
@NullMarked
package credits.function.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

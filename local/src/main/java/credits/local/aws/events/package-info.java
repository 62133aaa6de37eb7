/// The event bus, the pipes that fill it, and the mail service, with pages that show what went through them.
@CheckReturnValue
@NullMarked
package credits.local.events;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

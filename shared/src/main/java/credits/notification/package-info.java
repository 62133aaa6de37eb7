/// The e-mail notifications and the progress of their delivery, so that nobody is notified twice. May depend on
/// `identity` and `aws`. Does not render or send e-mail: that is the notify function.
@NullMarked
package credits.notification;

import org.jspecify.annotations.NullMarked;

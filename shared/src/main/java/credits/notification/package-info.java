/// E-mail notifications and the progress of each delivery, so that nobody is notified twice of the same thing. May
/// depend on `identity` and `aws`. Does not render or send e-mail, which is the notify function's.
@NullMarked
package credits.notification;

import org.jspecify.annotations.NullMarked;

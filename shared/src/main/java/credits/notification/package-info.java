/// What people were notified of by e-mail, and how far each delivery has come, so that nobody is notified twice. May
/// depend on `identity` and `aws`. Does not render or send e-mail, which is the notify function's.
@NullMarked
package credits.notification;

import org.jspecify.annotations.NullMarked;

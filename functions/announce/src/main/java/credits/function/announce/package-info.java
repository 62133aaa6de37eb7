/// Turns the table's stream records into events for the bus. A pure mapping: it reads only its input, writes only its
/// response, and needs no permissions.
@CheckReturnValue
@NullMarked
package credits.function.announce;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

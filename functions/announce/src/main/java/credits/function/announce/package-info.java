/// Turns what the stream of the table shows into events for the bus. Pure translation: it reads nothing but its
/// input, writes nothing but its answer, and needs no permission.
@CheckReturnValue
@NullMarked
package credits.function.announce;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

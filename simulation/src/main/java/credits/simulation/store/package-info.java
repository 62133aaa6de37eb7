/// The table without DynamoDB: a strict stand-in in memory, and the faults that a network and a busy service add.
/// What it does not interpret it refuses; a differential test holds it against DynamoDB Local.
@CheckReturnValue
@NullMarked
package credits.simulation.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

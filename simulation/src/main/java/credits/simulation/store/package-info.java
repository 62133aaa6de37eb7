/// The table without DynamoDB: a strict implementation in memory, and the faults that a network and a busy service add.
/// It rejects what it does not support; a differential test compares it with DynamoDB Local.
@CheckReturnValue
@NullMarked
package credits.simulation.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

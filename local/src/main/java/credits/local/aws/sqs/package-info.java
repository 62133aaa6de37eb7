/// SQS and the event source mapping that hands its messages to a function in batches.
@CheckReturnValue
@NullMarked
package credits.local.queue;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

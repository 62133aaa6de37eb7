/// Retrying: the retry policy, the backoff with a deadline, and the exception that means that retrying is safe.
/// Plain Java. Knows nothing of the operations that are retried.
@NullMarked
package credits.retry;

import org.jspecify.annotations.NullMarked;

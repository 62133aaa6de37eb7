/// The rules of retrying: retry policy, backoff with a deadline, the exception that says that retrying is safe.
/// Plain Java. Knows nothing of what is retried.
@NullMarked
package credits.retry;

import org.jspecify.annotations.NullMarked;

/// The client library for feature teams. Two entry points: `UsageReporter` reports what was used, and `CreditsClient`
/// asks before it is used. This package holds the two values that both need: the organisation that pays and a
/// quantity. The library decides nothing about money: it batches, sends and retries; what is allowed, and what it
/// costs, is decided by the service. It needs Java 17 and the AWS SDK for SQS, nothing else.
@CheckReturnValue
@NullMarked
package credits.client;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

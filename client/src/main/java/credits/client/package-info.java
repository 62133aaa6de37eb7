/// The client library for feature teams: reports usage ([credits.client.Usage]) and authorizes spending before
/// it happens ([credits.client.Credits]). Needs Java 17 and the AWS SDK for SQS, nothing else.
///
/// It decides nothing about money: it batches, sends and retries. What is allowed, and what it costs, is decided
/// by the service.
@CheckReturnValue
@NullMarked
package credits.client;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

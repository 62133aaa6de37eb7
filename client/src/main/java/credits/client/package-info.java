/// The usage client for feature teams: report what was used ([credits.client.Usage]), and ask before spending
/// ([credits.client.Credits]). Java 17; needs the AWS SDK for SQS and the JDK, nothing else.
///
/// It decides nothing about money: it batches, sends, asks and repeats. What is allowed, and what it costs, is
/// decided by the service.
@CheckReturnValue
@NullMarked
package credits.client;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

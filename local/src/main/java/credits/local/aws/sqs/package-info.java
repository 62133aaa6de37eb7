/// SQS (ElasticMQ in this process, with the template's queues) and the event source mappings that deliver its messages
/// to functions in batches. Messages are in memory and end with the process.
@CheckReturnValue
@NullMarked
package credits.local.aws.sqs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

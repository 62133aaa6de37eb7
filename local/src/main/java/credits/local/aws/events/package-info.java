/// EventBridge: the event bus with its rules, the pipes from DynamoDB Streams and SQS, and the schedules, which can
/// also be run on request. It supports the parts of event patterns that the template uses.
@CheckReturnValue
@NullMarked
package credits.local.aws.events;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Stands between the functions and the AWS services: every call of a function is checked against the policies of its
/// role, and denied in the words of the real service. It knows the protocols of DynamoDB, SQS, S3, SES and Secrets
/// Manager as far as the functions use them; any other call is denied. It plays none of these services.
@CheckReturnValue
@NullMarked
package credits.local.aws.iamproxy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// API Gateway's HTTP API: routes, JWT authorizer, payload format 2.0, CORS, and the errors that API Gateway itself
/// returns.
/// It plays no throttling and no stages.
@CheckReturnValue
@NullMarked
package credits.local.aws.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

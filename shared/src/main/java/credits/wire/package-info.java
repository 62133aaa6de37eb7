/// The edges of the system: JSON, HTTP as API Gateway passes it on, queue batches, and the verified caller. This
/// package turns input from outside into domain types or refuses it. It uses the JSON library and Lambda's types, and
/// knows neither AWS clients nor Stripe.
@CheckReturnValue
@NullMarked
package credits.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The edges: JSON, HTTP as API Gateway hands it over, queue batches, the verified caller. Turns what the outside
/// sends into domain types or refuses it. Touches the JSON library and Lambda's types; knows neither AWS's clients
/// nor Stripe.
@CheckReturnValue
@NullMarked
package credits.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

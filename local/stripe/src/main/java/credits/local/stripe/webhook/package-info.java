/// How events reach the seller: signed, again and again until they are taken, and as badly as a test asks for.
@CheckReturnValue
@NullMarked
package credits.local.stripe.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

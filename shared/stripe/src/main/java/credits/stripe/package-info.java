/// The Stripe integration that three functions share: calls Stripe's API, verifies its webhooks, and applies its
/// updates to payments. The only module that uses Stripe's library. [credits.payment] decides what is credited.
@CheckReturnValue
@NullMarked
package credits.stripe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

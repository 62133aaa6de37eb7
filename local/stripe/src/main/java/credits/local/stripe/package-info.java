/// A fake of Stripe for tests and the local run: the part of the API that top-ups need, in the form that Stripe's own
/// library sends and reads; a checkout page; webhooks; and planned faults of all of them. It knows nothing of credits.
/// `docs/stripe-stand-in.md` lists what it supports and how it differs from Stripe.
@CheckReturnValue
@NullMarked
package credits.local.stripe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

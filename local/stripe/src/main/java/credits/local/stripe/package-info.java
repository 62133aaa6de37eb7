/// A stand-in for Stripe on this machine, for tests and the local run: the part of the API that top-ups need, in
/// the shapes that Stripe's own library sends and reads; a payment page; webhooks; and everything that can go
/// wrong. It knows nothing of credits. It is not Stripe: what it plays and what it leaves out is in
/// `docs/stripe-stand-in.md`.
@CheckReturnValue
@NullMarked
package credits.local.stripe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// A fake of Stripe for tests and the local run: the part of the API that top-ups need, in the JSON that stripe-java
/// sends and reads; a checkout page; webhooks; and everything that can go wrong. It knows nothing about credits. What
/// it plays and what it leaves out is in `docs/stripe-stand-in.md`.
@CheckReturnValue
@NullMarked
package credits.local.stripe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Services outside AWS: the connection to Stripe (the fake, or Stripe itself in test mode) and a fake of VIES, the
/// EU's service for VAT numbers. The fake of Stripe itself is the module `local/stripe`.
@NullMarked
package credits.local.external;

import org.jspecify.annotations.NullMarked;

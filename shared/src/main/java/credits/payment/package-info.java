/// A top-up from the first click to the last refund: what Stripe has reported (`PaymentState`, a join of updates in
/// any order), what the account must hold because of it, and what is still to be posted. Pure. May depend on
/// `invoicing` and `identity`. Does not call Stripe, store anything or move credits.
@NullMarked
package credits.payment;

import org.jspecify.annotations.NullMarked;

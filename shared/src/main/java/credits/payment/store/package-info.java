/// Payments in DynamoDB: the record, its posting to the account in one transaction (`PaymentLedger`), reversals that
/// came before their payment, quarantined payments, Stripe customers and reconciliation reports. May depend on
/// `payment`, `ledger` and `profile`. Does not call Stripe.
@NullMarked
package credits.payment.store;

import org.jspecify.annotations.NullMarked;

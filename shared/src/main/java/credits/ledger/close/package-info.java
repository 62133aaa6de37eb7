/// The monthly close: what moved each account's balance in a month, from the raw entries and events of its chain, and
/// whether that leads from the opening to the closing balance. May depend on `ledger`. Never writes to a chain.
@NullMarked
package credits.ledger.close;

import org.jspecify.annotations.NullMarked;

/// The views of an account that members see: the current state, a past month, a year, a page of a day's entries;
/// always read fresh from the chain. May depend on `ledger`. Writes nothing.
@NullMarked
package credits.ledger.query;

import org.jspecify.annotations.NullMarked;

/// Performs the demo history through the real functions, and writes the few things for which the API has no call (the
/// first price list, a time zone, opening credits in tests). Nothing is written past the functions or the ledger.
@NullMarked
package credits.local.seed;

import org.jspecify.annotations.NullMarked;

/// Books usage reports: prices them and commits them to the chain. May depend on `ledger` and `pricing.store`. Does not
/// parse reports.
@NullMarked
package credits.usage.store;

import org.jspecify.annotations.NullMarked;

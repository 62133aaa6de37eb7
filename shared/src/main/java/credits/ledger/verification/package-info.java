/// Verifies that every chain is what was written and that every state follows from its entries, and remembers how far
/// it has come. May depend on `ledger`. Repairs nothing and decides nothing again.
@NullMarked
package credits.ledger.verification;

import org.jspecify.annotations.NullMarked;

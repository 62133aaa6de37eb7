/// Checks against the machine-readable contracts: the schema of usage reports and `openapi.yaml`. Other modules check
/// their responses with [credits.contract.Contract].
@NullMarked
package credits.contract;

import org.jspecify.annotations.NullMarked;

/// What callers see, held against the machine-readable contract: the schema of usage reports and `openapi.yaml`.
/// Other modules hold their answers against it with [credits.contract.Contract].
@NullMarked
package credits.contract;

import org.jspecify.annotations.NullMarked;

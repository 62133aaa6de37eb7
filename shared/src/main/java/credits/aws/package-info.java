/// AWS clients with our timeouts and retries, the keys of the table (the only place where key values are made), item
/// attributes, and the call that turns a fault of the SDK into `ServiceUnavailableException`. May depend on
/// `identity`, `invoicing` (document numbers in keys) and `retry`. Holds no store and no business rule.
@NullMarked
package credits.aws;

import org.jspecify.annotations.NullMarked;

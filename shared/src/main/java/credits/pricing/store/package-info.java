/// Published price lists in DynamoDB and the cache that a worker prices with. May depend on `pricing`, `usage` (for
/// the age that a line may have) and `aws`. Does not price anything itself.
@NullMarked
package credits.pricing.store;

import org.jspecify.annotations.NullMarked;

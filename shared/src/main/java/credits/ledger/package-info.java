/// The chain of segments in DynamoDB: reading, appending and packing it. This is the only package that accesses the
/// database. It decides nothing about money, which is the business of [credits.account].
@CheckReturnValue
@NullMarked
package credits.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

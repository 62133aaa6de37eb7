/// The chain of segments in DynamoDB: reading it, appending to it, packing it. The only room that touches the
/// database. It decides nothing about money: that is [credits.account]'s.
@CheckReturnValue
@NullMarked
package credits.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

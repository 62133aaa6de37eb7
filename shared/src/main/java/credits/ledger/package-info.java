/// The chains of segments in DynamoDB and the one way to change an account: `Ledger.commit` decides a command on the
/// newest known head and appends the segment if its place is still free; concurrent calls of one account help each
/// other
/// with that (`Ledger.commitCall`). May depend on `account.command`, `ledger.codec`, `aws` and `retry`. Does not decide
/// about money and is the only package that appends segments.
@CheckReturnValue
@NullMarked
package credits.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Price lists with the time they take effect, and the only place where the cost of a usage line is rounded
/// (`UnitRate.costOf`). May depend on `identity` and `money`. Does not read price lists from anywhere and
/// knows no account.
@CheckReturnValue
@NullMarked
package credits.pricing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

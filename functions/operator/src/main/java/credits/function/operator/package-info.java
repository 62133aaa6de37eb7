/// The `operator` function: the platform's operators publish prices and correct balances. Their permissions are not
/// those of any organisation's members.
@CheckReturnValue
@NullMarked
package credits.function.operator;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

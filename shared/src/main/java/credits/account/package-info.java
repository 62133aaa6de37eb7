/// The state of one organisation's account: balance, spending limits, days and months, holds, status, and what is read
/// off it (spending check, forecast, monthly history). Immutable, pure, time comes in as an argument. May depend on
/// `usage`, `pricing`, `money` and `identity`. Decides nothing: that is `account.command`.
@CheckReturnValue
@NullMarked
package credits.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

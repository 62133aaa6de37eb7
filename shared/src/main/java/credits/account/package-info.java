/// The state of one organisation's account: balance, spending limits, days and months, holds and
/// status, and what can be derived from it (spending check, forecast, monthly history). Immutable and
/// pure; the time is an argument. May depend on `usage`, `pricing`, `money` and `identity`. Decides
/// nothing: that is `account.command`.
@CheckReturnValue
@NullMarked
package credits.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The account as a pure state machine: balance, limits, holds, days and months, and the commands that change them.
/// Time and all other input are arguments. This package knows no storage, no JSON and no clock.
@CheckReturnValue
@NullMarked
package credits.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

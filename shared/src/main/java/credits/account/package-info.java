/// The account as a pure state machine: balance, limits, days and months, and the commands that change them.
/// Time and everything else comes in as an argument; it knows no storage, no JSON and no clock.
@CheckReturnValue
@NullMarked
package credits.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The checkout page on which a buyer pays, and the dashboard on which a person plays the buyer's and the bank's part.
/// HTML without scripts.
@CheckReturnValue
@NullMarked
package credits.local.stripe.page;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Runs of many workers that can be repeated: one seed decides who goes on, what fails and what time it is.
/// Knows neither the account nor the database; `store` brings the latter.
@CheckReturnValue
@NullMarked
package credits.simulation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

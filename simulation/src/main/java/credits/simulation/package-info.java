/// Reproducible runs of concurrent workers: one seed decides which worker continues, what fails and what time it is.
/// Knows neither the account nor the database, which `store` provides.
@CheckReturnValue
@NullMarked
package credits.simulation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

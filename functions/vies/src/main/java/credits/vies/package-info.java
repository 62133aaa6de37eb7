/// Client of VIES, the EU's register of VAT numbers, over HTTP and with bounds. The only module that knows VIES;
/// it stores nothing.
@CheckReturnValue
@NullMarked
package credits.vies;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

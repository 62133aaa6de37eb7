/// The EU's register of VAT numbers (VIES), asked over HTTP, with bounds. The only room that knows it; it stores
/// nothing.
@CheckReturnValue
@NullMarked
package credits.vies;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// The past of the demo organisations: what they did, when, and by whom, made from a seed. It knows neither the
/// system nor a clock; [credits.local] plays it through the real functions.
@CheckReturnValue
@NullMarked
package credits.local.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

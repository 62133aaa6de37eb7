/// Runs functions as Lambda does: instances made from a handler string and an environment, each serving one request at
/// a time, and the polling loop of everything that triggers them. It does not enforce timeouts, so that a breakpoint
/// does not end an invocation.
@CheckReturnValue
@NullMarked
package credits.local.aws.lambda;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/// Composes the local run: the whole system in one JVM on one port. `LocalSystem` creates and connects everything,
/// `LocalRun` is what `./run` starts. What runs, and how it is wired, comes from the synthesized CloudFormation
/// template; nothing about the product is decided here.
@CheckReturnValue
@NullMarked
package credits.local;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

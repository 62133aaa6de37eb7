/// The time of the local run: the machine's clock, or the moment given with `--now` and its offset from the machine's
/// clock, and the endpoint that tells browsers and scripts. Functions get their clock as an argument; nothing here
/// changes the time of the JVM.
@NullMarked
package credits.local.clock;

import org.jspecify.annotations.NullMarked;

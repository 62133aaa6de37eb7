/// The demo organisations and their history, as pure data: a `DemoScenario` is the profile of an organisation,
/// and its `DemoHistory` turns it into `DemoAction`s with their times, generated from a seed. The same scenario
/// at the same time gives the same actions, byte for byte. It performs none of them and knows no AWS.
@CheckReturnValue
@NullMarked
package credits.local.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

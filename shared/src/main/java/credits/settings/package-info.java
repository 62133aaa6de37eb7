/// The environment variables of the functions and the settings of the seller, as the deployment sets them. May depend
/// on `json` and `invoicing`. Reads no environment itself: it is given one.
@NullMarked
package credits.settings;

import org.jspecify.annotations.NullMarked;

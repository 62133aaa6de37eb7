/// Log contents that the functions write and the stack counts: faults without input, alarm names and log words.
/// May depend on `json` and `retry`. Does not know Lambda's logger.
@NullMarked
package credits.logging;

import org.jspecify.annotations.NullMarked;

/// The content of the functions' log lines: faults without input, and the names and words that alarms count. May
/// depend on `json` and `retry`. Does not know Lambda's logger.
@NullMarked
package credits.logging;

import org.jspecify.annotations.NullMarked;

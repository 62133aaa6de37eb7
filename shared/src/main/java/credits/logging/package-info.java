/// The content of the functions' log lines: faults without input, the names and words that alarms count, and the usage
/// that they watch. May depend on `json`, `retry` and `usage`. Does not know Lambda's logger.
@NullMarked
package credits.logging;

import org.jspecify.annotations.NullMarked;

/// EventBridge schedule expressions, `rate(…)` and `cron(…)`: parsing them, and the next time after a given one. Pure.
@NullMarked
package credits.local.aws.schedule;

import org.jspecify.annotations.NullMarked;

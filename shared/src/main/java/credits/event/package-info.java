/// CloudEvents on the usage queue and on the event bus, and the SQS batch that carries them. May depend on `json`,
/// `usage` and `identity`. Does not publish anything.
@NullMarked
package credits.event;

import org.jspecify.annotations.NullMarked;

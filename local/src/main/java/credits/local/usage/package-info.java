/// Usage reports as a feature makes them: ULIDs, the CloudEvent, and sending it to the usage queue. It does not
/// validate them: sending an invalid report is a way to see what happens to it. Feature teams use `credits.client`.
@NullMarked
package credits.local.usage;

import org.jspecify.annotations.NullMarked;

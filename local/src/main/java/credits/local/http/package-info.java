/// The HTTP server of the one port, and requests and responses as plain values, shared by everything that answers HTTP
/// here. It knows no AWS service and no path.
@NullMarked
package credits.local.http;

import org.jspecify.annotations.NullMarked;

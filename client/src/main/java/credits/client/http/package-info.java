/// Reports usage through the API. It may use `usage`, and the transport of `authorization`.
@NullMarked
package credits.client.http;

import org.jspecify.annotations.NullMarked;

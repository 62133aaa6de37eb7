/// Reports usage through the API, and gets a service its access tokens. It may use `usage`, and the transport of
/// `authorization`.
@NullMarked
package credits.client.http;

import org.jspecify.annotations.NullMarked;

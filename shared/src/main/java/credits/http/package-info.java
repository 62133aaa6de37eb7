/// Requests and responses of the HTTP API as API Gateway passes them, problems (RFC 9457), the verified caller and
/// permissions, idempotency keys, entity tags, page cursors and CSV. May depend on `json`, `settings`, `logging`,
/// `retry` and `identity`. Knows no account, no price and no payment.
@NullMarked
package credits.http;

import org.jspecify.annotations.NullMarked;

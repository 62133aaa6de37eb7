/// Authorizes spending over HTTP before it happens. `CreditsClient` places holds, captures, releases and debits, each
/// with an idempotency key, and retries until an answer is final. It fails closed: everything but a granted
/// authorization is an `AuthorizationException`. It may use `usage`, because an authorization can be settled by a
/// usage report. It caches nothing and holds no state of an account, except that a `Lease` knows what its own hold has
/// left.
@NullMarked
package credits.client.authorization;

import org.jspecify.annotations.NullMarked;

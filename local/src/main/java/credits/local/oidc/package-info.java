/// The OpenID provider: mock-oauth2-server under a path of the one port, the sign-in page with the demo organisations,
/// and access tokens with the claims that the deployment reads. It authenticates everybody, which is why the port is
/// bound to the loopback interface.
@NullMarked
package credits.local.oidc;

import org.jspecify.annotations.NullMarked;

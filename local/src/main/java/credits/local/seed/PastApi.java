package credits.local.seed;

import credits.local.aws.gateway.ApiGateway;
import java.time.InstantSource;

/// Creates the API as it would have been at an earlier time.
@FunctionalInterface
public interface PastApi {
    /// The API at the time of `past`, whose payment provider has this address.
    ApiGateway create(InstantSource past, String stripeAddress);
}

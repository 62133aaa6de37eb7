package credits.function.checkout;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.HttpEndpoint;
import credits.stripe.StripeWiring;
import java.util.Map;

/// The function that begins top-ups, on simulated services.
public final class SimulatedCheckout {
    private SimulatedCheckout() {}

    public static RequestStreamHandler newHandler(
            HttpEndpoint endpoint, Map<String, String> environment, StripeWiring stripe) {
        return new CheckoutHandler(endpoint, Wiring.of(environment, stripe));
    }
}

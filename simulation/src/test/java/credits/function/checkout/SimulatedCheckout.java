package credits.function.checkout;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.event.AccountEvent;
import credits.http.HttpEndpoint;
import credits.stripe.StripeWiring;
import java.util.Map;
import java.util.function.Consumer;

/// The function that begins top-ups, on simulated services.
public final class SimulatedCheckout {
    private SimulatedCheckout() {}

    public static RequestStreamHandler newHandler(
            HttpEndpoint endpoint,
            Map<String, String> environment,
            StripeWiring stripe,
            Consumer<AccountEvent> invoiceQueue) {
        return new CheckoutHandler(endpoint, Wiring.of(environment, stripe, invoiceQueue));
    }
}

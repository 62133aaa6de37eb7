package credits.simulation.flow;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpURLConnectionClient;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;

/// The HTTP client of Stripe's library.
final class StripePort extends HttpClient {
    private final ServicePort port;
    private final HttpClient client = new HttpURLConnectionClient();

    StripePort(ServicePort port) {
        this.port = port;
    }

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        return port.<StripeResponse, StripeException>call(
                "Stripe " + request.method(),
                () -> client.request(request),
                () -> new ApiConnectionException("Read timed out"));
    }
}

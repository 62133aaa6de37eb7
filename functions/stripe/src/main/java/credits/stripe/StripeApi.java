package credits.stripe;

import com.google.gson.JsonParseException;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.TaxRateCreateParams;
import com.stripe.param.TaxRateListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import credits.identity.OrganisationId;
import credits.ledger.Unavailable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Our calls to Stripe, bounded in time and attempts. Calls that create objects carry an idempotency key, so that a
/// retry creates nothing twice. The API version is pinned to the library's own.
///
/// Throws [Unavailable] if Stripe does not respond or asks to retry later. Any other refusal is a bug on our side.
public final class StripeApi {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 8_000;
    private static final int RETRIES = 1;
    private static final long PAGE = 100;
    private static final int MOST_PAGES = 100;
    private static final String RATE = "credits_rate";

    private final Secrets secrets;
    private final Optional<String> base;
    private final Map<String, StripeClient> clients = new ConcurrentHashMap<>();
    private final Map<String, String> taxRates = new ConcurrentHashMap<>();

    /// Creates the client.
    ///
    /// @param base the base URL of a Stripe stand-in, for the local run
    public StripeApi(Secrets secrets, Optional<String> base) {
        this.secrets = secrets;
        this.base = base;
    }

    private interface Question<T> {
        T ask(StripeClient client) throws StripeException;
    }

    /// Creates the Stripe customer of an organisation.
    String customer(OrganisationId organisation) {
        var customer = CustomerCreateParams.builder()
                .setDescription("Organisation " + organisation)
                .putMetadata("organisation", organisation.value())
                .build();
        return asked(client -> client.v1().customers().create(customer, once("customer-" + organisation)))
                .getId();
    }

    /// The Stripe id of a VAT rate, created on first use.
    String taxRate(String country, int hundredths) {
        var name = country + "-" + hundredths;
        return taxRates.computeIfAbsent(name, _ -> knownRate(name).orElseGet(() -> newRate(name, country, hundredths)));
    }

    private Optional<String> knownRate(String name) {
        var active = TaxRateListParams.builder()
                .setActive(true)
                .setInclusive(false)
                .setLimit(PAGE)
                .build();
        return asked(client -> client.v1().taxRates().list(active)).getData().stream()
                .filter(rate -> rate.getMetadata() != null
                        && name.equals(rate.getMetadata().get(RATE)))
                .map(rate -> rate.getId())
                .findFirst();
    }

    private String newRate(String name, String country, int hundredths) {
        var rate = TaxRateCreateParams.builder()
                .setDisplayName("VAT")
                .setCountry(country)
                .setPercentage(BigDecimal.valueOf(hundredths, 2))
                .setInclusive(false)
                .putMetadata(RATE, name)
                .build();
        return asked(client -> client.v1().taxRates().create(rate, once("rate-" + name)))
                .getId();
    }

    /// Opens a Checkout session. A retry with the same key and parameters returns the same one.
    Session open(SessionCreateParams session, String key) {
        return asked(client -> client.v1().checkout().sessions().create(session, once(key)));
    }

    public Session session(String id) {
        return known(client -> client.v1().checkout().sessions().retrieve(id));
    }

    /// A Checkout session with its taxes itemised.
    Session taxedSession(String id) {
        var taxes = SessionRetrieveParams.builder()
                .addExpand("total_details.breakdown")
                .build();
        return known(client -> client.v1().checkout().sessions().retrieve(id, taxes));
    }

    PaymentIntent paymentIntent(String id) {
        return known(client -> client.v1().paymentIntents().retrieve(id));
    }

    Refund refund(String id) {
        return known(client -> client.v1().refunds().retrieve(id));
    }

    Dispute dispute(String id) {
        return known(client -> client.v1().disputes().retrieve(id));
    }

    /// All refunds of a payment.
    List<Refund> refunds(String paymentIntent) {
        var of = RefundListParams.builder()
                .setPaymentIntent(paymentIntent)
                .setLimit(PAGE)
                .build();
        return all(client -> client.v1().refunds().list(of));
    }

    /// All disputes of a payment.
    List<Dispute> disputes(String paymentIntent) {
        var of = DisputeListParams.builder()
                .setPaymentIntent(paymentIntent)
                .setLimit(PAGE)
                .build();
        return all(client -> client.v1().disputes().list(of));
    }

    /// The Checkout sessions created since `time`.
    List<Session> sessionsSince(Instant time) {
        var since = SessionListParams.builder()
                .setCreated(SessionListParams.Created.builder()
                        .setGte(time.getEpochSecond())
                        .build())
                .setLimit(PAGE)
                .build();
        return all(client -> client.v1().checkout().sessions().list(since));
    }

    /// The refunds created since `time`.
    List<Refund> refundsSince(Instant time) {
        var since = RefundListParams.builder()
                .setCreated(RefundListParams.Created.builder()
                        .setGte(time.getEpochSecond())
                        .build())
                .setLimit(PAGE)
                .build();
        return all(client -> client.v1().refunds().list(since));
    }

    /// The disputes opened since `time`.
    List<Dispute> disputesSince(Instant time) {
        var since = DisputeListParams.builder()
                .setCreated(DisputeListParams.Created.builder()
                        .setGte(time.getEpochSecond())
                        .build())
                .setLimit(PAGE)
                .build();
        return all(client -> client.v1().disputes().list(since));
    }

    private <T extends com.stripe.model.HasId> List<T> all(Question<StripeCollection<T>> question) {
        return asked(client -> {
            var all = new ArrayList<T>();
            for (var each : question.ask(client).autoPagingIterable()) {
                all.add(each);
                if (all.size() == PAGE * MOST_PAGES)
                    throw new IllegalStateException("more objects than one comparison may read");
            }
            return all;
        });
    }

    private static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask(clients.computeIfAbsent(secrets.current().apiKey(), this::client));
        } catch (StripeException refused) {
            throw fault(refused);
        }
    }

    /// Fetches an object by its id. Throws [Missing] if it does not exist or the id is malformed.
    private <T> T known(Question<T> question) {
        return asked(client -> {
            try {
                return question.ask(client);
            } catch (InvalidRequestException | JsonParseException unknown) {
                throw new Missing(unknown);
            }
        });
    }

    private StripeClient client(String apiKey) {
        var client = StripeClient.builder()
                .setApiKey(apiKey)
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setMaxNetworkRetries(RETRIES);
        base.ifPresent(client::setApiBase);
        return client.build();
    }

    // Without Stripe's message, which may quote user input.
    private static RuntimeException fault(StripeException refused) {
        int status = Optional.ofNullable(refused.getStatusCode()).orElse(0);
        boolean passes = refused instanceof ApiConnectionException || status == 409 || status == 429 || status >= 500;
        if (passes) return new Unavailable("Stripe did not answer: " + status, refused);
        return new IllegalStateException(
                "Stripe rejected the call: " + status + " " + refused.getCode() + " " + refused.getRequestId(),
                refused);
    }
}

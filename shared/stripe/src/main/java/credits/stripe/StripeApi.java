package credits.stripe;

import com.google.gson.JsonParseException;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
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
import credits.retry.ServiceUnavailableException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Our calls to Stripe, bounded in time and attempts. Calls that create objects carry an idempotency key, so that a
/// retry creates nothing twice. The API version is pinned to the library's own.
///
/// Throws [ServiceUnavailableException] if Stripe does not respond or asks to retry later. Any other refusal is a bug
/// on our side.
public final class StripeApi {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 8_000;
    private static final int MAX_RETRIES = 1;
    private static final long PAGE_SIZE = 100;
    private static final int MAX_PAGES = 100;
    private static final String TAX_RATE_METADATA = "credits_rate";

    private final StripeSecrets secrets;
    private final Consumer<StripeClient.StripeClientBuilder> connection;
    private final Map<String, StripeClient> clients = new ConcurrentHashMap<>();
    private final Map<String, String> taxRates = new ConcurrentHashMap<>();

    /// @param connection sets the address of a stand-in, or the HTTP client
    public StripeApi(StripeSecrets secrets, Consumer<StripeClient.StripeClientBuilder> connection) {
        this.secrets = secrets;
        this.connection = connection;
    }

    interface ApiCall<T> {
        T execute(StripeClient client) throws StripeException;
    }

    /// Creates the Stripe customer of an organisation.
    String createCustomer(OrganisationId organisation) {
        var customer = CustomerCreateParams.builder()
                .setDescription("Organisation " + organisation)
                .putMetadata("organisation", organisation.value())
                .build();
        return call(client -> client.v1().customers().create(customer, withIdempotencyKey("customer-" + organisation)))
                .getId();
    }

    /// The Stripe id of a VAT rate, created on first use.
    String findOrCreateTaxRate(String country, int hundredths) {
        var name = country + "-" + hundredths;
        return taxRates.computeIfAbsent(
                name, _ -> findTaxRate(name).orElseGet(() -> createTaxRate(name, country, hundredths)));
    }

    private Optional<String> findTaxRate(String name) {
        var active = TaxRateListParams.builder()
                .setActive(true)
                .setInclusive(false)
                .setLimit(PAGE_SIZE)
                .build();
        return call(client -> client.v1().taxRates().list(active)).getData().stream()
                .filter(rate -> rate.getMetadata() != null
                        && name.equals(rate.getMetadata().get(TAX_RATE_METADATA)))
                .map(rate -> rate.getId())
                .findFirst();
    }

    private String createTaxRate(String name, String country, int hundredths) {
        var rate = TaxRateCreateParams.builder()
                .setDisplayName("VAT")
                .setCountry(country)
                .setPercentage(BigDecimal.valueOf(hundredths, 2))
                .setInclusive(false)
                .putMetadata(TAX_RATE_METADATA, name)
                .build();
        return call(client -> client.v1().taxRates().create(rate, withIdempotencyKey("rate-" + name)))
                .getId();
    }

    /// Opens a Checkout session. A retry with the same key and parameters returns the same one.
    Session createSession(SessionCreateParams session, String key) {
        return call(client -> client.v1().checkout().sessions().create(session, withIdempotencyKey(key)));
    }

    /// Expires a Checkout session, so that it cannot be paid any more. Changes nothing if it is no longer open.
    void expireSession(String id) {
        var _ = this.<Optional<Session>>call(client -> {
            try {
                return Optional.of(client.v1().checkout().sessions().expire(id));
            } catch (InvalidRequestException notOpen) {
                return Optional.empty();
            }
        });
    }

    /// A Checkout session with its payment intent and charge, of which the session itself shows neither the refusal nor
    /// the time.
    public Session retrieveSession(String id) {
        var charge = SessionRetrieveParams.builder()
                .addExpand("payment_intent.latest_charge")
                .build();
        return retrieve(client -> client.v1().checkout().sessions().retrieve(id, charge));
    }

    /// A Checkout session with its taxes itemised.
    Session retrieveSessionWithTaxes(String id) {
        var taxes = SessionRetrieveParams.builder()
                .addExpand("total_details.breakdown")
                .build();
        return retrieve(client -> client.v1().checkout().sessions().retrieve(id, taxes));
    }

    Refund retrieveRefund(String id) {
        return retrieve(client -> client.v1().refunds().retrieve(id));
    }

    Dispute retrieveDispute(String id) {
        return retrieve(client -> client.v1().disputes().retrieve(id));
    }

    /// All refunds of a payment.
    List<Refund> listRefunds(String paymentIntent) {
        var of = RefundListParams.builder()
                .setPaymentIntent(paymentIntent)
                .setLimit(PAGE_SIZE)
                .build();
        return listAll(client -> client.v1().refunds().list(of));
    }

    /// All disputes of a payment.
    List<Dispute> listDisputes(String paymentIntent) {
        var of = DisputeListParams.builder()
                .setPaymentIntent(paymentIntent)
                .setLimit(PAGE_SIZE)
                .build();
        return listAll(client -> client.v1().disputes().list(of));
    }

    /// A page of the Checkout sessions created in `period`.
    StripePage<Session> listSessions(CreationPeriod period, Optional<String> after) {
        var of = SessionListParams.builder()
                .setCreated(SessionListParams.Created.builder()
                        .setGte(period.firstSecond())
                        .setLt(period.endSecond())
                        .build())
                .setLimit(PAGE_SIZE);
        after.ifPresent(of::setStartingAfter);
        return StripePage.of(call(client -> client.v1().checkout().sessions().list(of.build())));
    }

    /// A page of the refunds created in `period`.
    StripePage<Refund> listRefunds(CreationPeriod period, Optional<String> after) {
        var of = RefundListParams.builder()
                .setCreated(RefundListParams.Created.builder()
                        .setGte(period.firstSecond())
                        .setLt(period.endSecond())
                        .build())
                .setLimit(PAGE_SIZE);
        after.ifPresent(of::setStartingAfter);
        return StripePage.of(call(client -> client.v1().refunds().list(of.build())));
    }

    /// A page of the disputes opened in `period`.
    StripePage<Dispute> listDisputes(CreationPeriod period, Optional<String> after) {
        var of = DisputeListParams.builder()
                .setCreated(DisputeListParams.Created.builder()
                        .setGte(period.firstSecond())
                        .setLt(period.endSecond())
                        .build())
                .setLimit(PAGE_SIZE);
        after.ifPresent(of::setStartingAfter);
        return StripePage.of(call(client -> client.v1().disputes().list(of.build())));
    }

    private <T extends com.stripe.model.HasId> List<T> listAll(ApiCall<StripeCollection<T>> call) {
        return call(client -> {
            var all = new ArrayList<T>();
            for (var each : call.execute(client).autoPagingIterable()) {
                all.add(each);
                if (all.size() == PAGE_SIZE * MAX_PAGES)
                    throw new IllegalStateException("more refunds or disputes than a payment can have");
            }
            return all;
        });
    }

    private static RequestOptions withIdempotencyKey(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    <T> T call(ApiCall<T> call) {
        try {
            return call.execute(clients.computeIfAbsent(secrets.current().apiKey(), this::newClient));
        } catch (StripeException e) {
            throw toException(e);
        }
    }

    /// Fetches an object by its id. Throws [StripeNotFoundException] if it does not exist or the id is malformed.
    private <T> T retrieve(ApiCall<T> call) {
        return call(client -> {
            try {
                return call.execute(client);
            } catch (InvalidRequestException | JsonParseException e) {
                throw new StripeNotFoundException(e);
            }
        });
    }

    private StripeClient newClient(String apiKey) {
        var client = StripeClient.builder()
                .setApiKey(apiKey)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setReadTimeout(READ_TIMEOUT_MILLIS)
                .setMaxNetworkRetries(MAX_RETRIES);
        connection.accept(client);
        return client.build();
    }

    // Without Stripe's message, which may quote user input.
    private static RuntimeException toException(StripeException e) {
        int status = Optional.ofNullable(e.getStatusCode()).orElse(0);
        boolean isTransient = e instanceof ApiConnectionException || status == 409 || status == 429 || status >= 500;
        if (isTransient) return new ServiceUnavailableException("Stripe did not answer: " + status, e);
        return new IllegalStateException(
                "Stripe rejected the call: " + status + " " + e.getCode() + " " + e.getRequestId(), e);
    }
}

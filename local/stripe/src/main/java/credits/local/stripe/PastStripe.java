package credits.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import credits.local.stripe.account.CheckoutBuyer;
import credits.local.stripe.account.StripeAccount;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.api.StripeApiHandler;
import credits.local.stripe.webhook.SignatureHeader;
import credits.local.stripe.webhook.SignedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/// The account of a fake Stripe at an earlier time, for a history that is written afterwards: its API, buyers and
/// banks. No webhook is called, since it would be called now. All calls come one after the other.
public final class PastStripe implements AutoCloseable {
    private static final String REFUND_EVENT = "refund.created";

    private final StripeAccount account;
    private final InstantSource past;
    private final HttpServer server;

    private PastStripe(StripeAccount account, InstantSource past, HttpServer server) {
        this.account = account;
        this.past = past;
        this.server = server;
    }

    static PastStripe start(StripeAccount account, FakeStripeSettings settings, InstantSource past) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var api = StripeApiHandler.inThePast(account, settings.apiKey(), settings.apiVersion(), past);
            var _ = server.createContext("/v1/", api);
            server.start();
            return new PastStripe(account, past, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address of the API.
    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// Runs a purchase, during which no session expires.
    public void withoutExpiry(Runnable purchase) {
        account.setExpiring(false);
        try {
            purchase.run();
        } finally {
            account.setExpiring(true);
        }
    }

    /// A buyer pays a session. A SEPA debit is pending until the bank answers.
    public void pay(String sessionId, TestPaymentMethod method) {
        boolean isDone =
                account.inThePast(past, () -> account.payments().pay(sessionId, method, CheckoutBuyer.EXAMPLE));
        if (!isDone) throw new IllegalStateException("the session cannot be paid: " + sessionId);
    }

    /// The bank returns the session's SEPA debit.
    public void failDebit(String sessionId) {
        var _ = account.inThePast(past, () -> {
            account.payments().failDebit(paymentIntentOf(sessionId));
            return true;
        });
    }

    /// Refunds cents of a session's payment. Returns the event that reports it, signed with these secrets.
    public SignedEvent refund(String sessionId, long cents, List<String> secrets) {
        var event = account.inThePast(past, () -> {
            var refund = account.refunds().create(paymentIntentOf(sessionId), OptionalLong.of(cents), false);
            return eventOf(refund);
        });
        var body = event.toString();
        var signature = SignatureHeader.header(body, past.instant(), secrets);
        return new SignedEvent(event.path("id").asText(), REFUND_EVENT, body, signature);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String paymentIntentOf(String sessionId) {
        return account.sessions().get(sessionId).path("payment_intent").asText();
    }

    private ObjectNode eventOf(ObjectNode refund) {
        return account.newestFirst("event").stream()
                .filter(event -> event.path("type").asText().equals(REFUND_EVENT))
                .filter(event -> event.at("/data/object/id").equals(refund.path("id")))
                .findFirst()
                .orElseThrow();
    }
}

package credits.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.sun.net.httpserver.HttpServer;
import credits.local.stripe.account.CheckoutBuyer;
import credits.local.stripe.account.StripeAccount;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.api.PlannedFaults;
import credits.local.stripe.api.StripeApiHandler;
import credits.local.stripe.page.CheckoutPage;
import credits.local.stripe.page.DashboardActions;
import credits.local.stripe.page.DashboardPage;
import credits.local.stripe.webhook.WebhookDispatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A fake of Stripe on this machine. The methods here play the buyers and the banks. Time-dependent effects (webhooks,
/// bank responses, expiry) happen when [#tick] is called, so that a test decides when.
public final class FakeStripe implements AutoCloseable {
    private static final Duration TICK_INTERVAL = Duration.ofMillis(250);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final PlannedFaults faults = new PlannedFaults();
    private final HttpServer server;
    private final StripeAccount account;
    private final WebhookDispatcher webhooks;
    private final PendingDebits pendingDebits;
    private final FakeStripeSettings settings;

    private FakeStripe(FakeStripeSettings settings) throws IOException {
        this.settings = settings;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        account = new StripeAccount(
                settings.clock(), settings.random(), address(), settings.sellerCountry(), settings.apiVersion());
        webhooks = new WebhookDispatcher(account, settings.clock(), settings.webhookRetryDelays());
        pendingDebits = new PendingDebits(account, settings.clock(), settings.debitDuration());
        server.setExecutor(executor);
        var _ = server.createContext(
                "/v1/",
                new StripeApiHandler(account, settings.apiKey(), settings.apiVersion(), settings.clock(), faults));
        var _ = server.createContext(CheckoutPage.PATH, new CheckoutPage(account, this::pay));
        var dashboardPage = new DashboardPage(account, webhooks);
        var _ = server.createContext("/", dashboardPage);
        var _ = server.createContext(
                DashboardActions.PATH, new DashboardActions(account, webhooks, faults, dashboardPage));
    }

    /// Starts on the loopback interface; returns when it accepts requests.
    public static FakeStripe start(FakeStripeSettings settings) {
        try {
            var stripe = new FakeStripe(settings);
            stripe.server.start();
            return stripe;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address for the library's `setApiBase`, such as `http://localhost:12111`.
    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// The same account at an earlier time. To be closed before this.
    public PastStripe inThePast(InstantSource past) {
        return PastStripe.start(account, settings, past);
    }

    /// The faults of the next API requests.
    public PlannedFaults faults() {
        return faults;
    }

    public WebhookDispatcher webhooks() {
        return webhooks;
    }

    /// A buyer tries to pay a session. Returns whether the buyer is done; false for a declined card or
    /// a closed session.
    @CanIgnoreReturnValue
    public boolean pay(String sessionId, TestPaymentMethod method, CheckoutBuyer buyer) {
        boolean isDone = account.exclusively(() -> account.payments().pay(sessionId, method, buyer));
        if (isDone && method.isSettledLater()) pendingDebits.add(paymentIntentOf(sessionId), method);
        return isDone;
    }

    @CanIgnoreReturnValue
    public boolean pay(String sessionId, TestPaymentMethod method) {
        return pay(sessionId, method, CheckoutBuyer.EXAMPLE);
    }

    /// The payment intent of a session; empty before the first attempt to pay.
    public String paymentIntentOf(String sessionId) {
        return account.exclusively(
                () -> account.sessions().get(sessionId).path("payment_intent").asText(""));
    }

    /// Stops banks from answering SEPA debits by themselves: from now on only [#succeedDebit] and [#failDebit] do.
    public void closeBanks() {
        pendingDebits.close();
    }

    /// The bank confirms the session's SEPA debit now.
    public void succeedDebit(String sessionId) {
        exclusively(() -> account.payments().succeedDebit(paymentIntentOf(sessionId)));
    }

    /// The bank returns the session's SEPA debit now.
    public void failDebit(String sessionId) {
        exclusively(() -> account.payments().failDebit(paymentIntentOf(sessionId)));
    }

    /// Expires an open session.
    public void expireSession(String sessionId) {
        exclusively(() -> {
            var _ = account.sessions().expire(sessionId);
        });
    }

    /// Refunds cents of a session's payment. Returns the refund's id.
    public String refund(String sessionId, long cents) {
        return refund(sessionId, OptionalLong.of(cents), false);
    }

    /// Refunds cents, or the whole remaining amount; a pending refund stays pending until [#succeedRefund] or
    /// [#failRefund]. Returns the refund's id.
    public String refund(String sessionId, OptionalLong cents, boolean isPending) {
        return idOf(account.exclusively(() -> account.refunds().create(paymentIntentOf(sessionId), cents, isPending)));
    }

    public void succeedRefund(String refundId) {
        exclusively(() -> account.refunds().succeed(refundId));
    }

    /// The buyer's bank returns a refund.
    public void failRefund(String refundId) {
        exclusively(() -> account.refunds().fail(refundId));
    }

    /// The buyer disputes cents of a session's payment, and the bank withdraws them. Returns the dispute's id.
    public String openDispute(String sessionId, long cents) {
        return openDispute(sessionId, OptionalLong.of(cents), false);
    }

    /// Disputes cents or the whole payment. An inquiry does not withdraw money yet. Returns the dispute's id.
    public String openDispute(String sessionId, OptionalLong cents, boolean isInquiry) {
        return idOf(account.exclusively(() -> account.disputes().open(paymentIntentOf(sessionId), cents, isInquiry)));
    }

    /// The bank decides for the seller and returns the money.
    public void winDispute(String disputeId) {
        exclusively(() -> account.disputes().win(disputeId));
    }

    /// The bank decides for the buyer.
    public void loseDispute(String disputeId) {
        exclusively(() -> {
            var _ = account.disputes().lose(disputeId);
        });
    }

    /// The bank decides for the buyer after it had decided for the seller.
    public void overturnDispute(String disputeId) {
        exclusively(() -> account.disputes().overturn(disputeId));
    }

    /// Copies of all events so far, oldest first.
    public List<ObjectNode> events() {
        return account.exclusively(() -> account.newestFirst("event").reversed().stream()
                .map(ObjectNode::deepCopy)
                .toList());
    }

    /// A copy of any object, such as `pi_…`.
    public ObjectNode object(String id) {
        return account.exclusively(() -> account.find(id).orElseThrow().deepCopy());
    }

    /// Copies of all objects of a kind (`charge`, `checkout.session`), newest first.
    public List<ObjectNode> objects(String kind) {
        return account.exclusively(() ->
                account.newestFirst(kind).stream().map(ObjectNode::deepCopy).toList());
    }

    /// The taxes of a session: `total_details.breakdown`.
    public ObjectNode taxBreakdown(String sessionId) {
        return account.exclusively(() -> account.taxBreakdown(sessionId).deepCopy());
    }

    /// Edits an object directly, as someone might in Stripe's dashboard.
    public void edit(String id, Consumer<ObjectNode> change) {
        exclusively(() -> change.accept(account.find(id).orElseThrow()));
    }

    /// Ticks four times a second from now on: for interactive use, not for tests.
    public void tickContinuously() {
        executor.execute(() -> {
            while (!executor.isShutdown()) {
                tick();
                LockSupport.parkNanos(TICK_INTERVAL.toNanos());
            }
        });
    }

    /// Runs everything that is due: bank responses, expired sessions, webhooks. Returns the number of webhook attempts.
    @CanIgnoreReturnValue
    public int tick() {
        pendingDebits.settleDue();
        return webhooks.deliverDue();
    }

    @Override
    public void close() {
        server.stop(0);
        webhooks.close();
        executor.shutdownNow();
    }

    private void exclusively(Runnable work) {
        var _ = account.exclusively(() -> {
            work.run();
            return true;
        });
    }

    private static String idOf(ObjectNode object) {
        return object.path("id").asText();
    }
}

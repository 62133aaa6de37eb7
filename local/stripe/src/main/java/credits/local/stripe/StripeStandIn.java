package credits.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.sun.net.httpserver.HttpServer;
import credits.local.stripe.account.Account;
import credits.local.stripe.account.Buyer;
import credits.local.stripe.account.Method;
import credits.local.stripe.api.Api;
import credits.local.stripe.api.Faults;
import credits.local.stripe.page.Control;
import credits.local.stripe.page.Dashboard;
import credits.local.stripe.page.PaymentPage;
import credits.local.stripe.webhook.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A fake of Stripe on this machine. The methods here play the buyers and the banks. Time-dependent effects (webhooks,
/// bank responses, expiry) happen when [#tick] is called, so that a test decides when.
public final class StripeStandIn implements AutoCloseable {
    private static final Duration PULSE = Duration.ofMillis(250);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults = new Faults();
    private final HttpServer server;
    private final Account account;
    private final Webhooks webhooks;
    private final Agenda agenda;

    private StripeStandIn(Settings settings) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        account = new Account(settings.clock(), settings.random(), address(), settings.seller(), settings.version());
        webhooks = new Webhooks(account, settings.clock(), settings.retries());
        agenda = new Agenda(account, settings.clock(), settings.bank());
        server.setExecutor(threads);
        var _ = server.createContext(
                "/v1/", new Api(account, settings.secret(), settings.version(), settings.clock(), faults));
        var _ = server.createContext(PaymentPage.PATH, new PaymentPage(account, this::pay));
        var dashboard = new Dashboard(account, webhooks);
        var _ = server.createContext("/", dashboard);
        var _ = server.createContext(Control.PATH, new Control(account, webhooks, faults, dashboard));
    }

    /// Starts on the loopback interface; returns when it accepts requests.
    public static StripeStandIn start(Settings settings) {
        try {
            var standIn = new StripeStandIn(settings);
            standIn.server.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address for the library's `setApiBase`, such as `http://localhost:12111`.
    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// The faults of the next API requests.
    public Faults faults() {
        return faults;
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    /// A buyer tries to pay a session. Returns whether the buyer is done; false for a declined card or
    /// a closed session.
    @CanIgnoreReturnValue
    public boolean pay(String session, Method method, Buyer buyer) {
        boolean done = account.exclusively(() -> account.payments().pay(session, method, buyer));
        if (done && method.isAnsweredLater()) agenda.add(intentOf(session), method);
        return done;
    }

    @CanIgnoreReturnValue
    public boolean pay(String session, Method method) {
        return pay(session, method, Buyer.SOMEBODY);
    }

    /// The payment intent of a session; empty before the first attempt to pay.
    public String intentOf(String session) {
        return account.exclusively(
                () -> account.sessions().get(session).path("payment_intent").asText(""));
    }

    /// Stops banks from answering SEPA debits by themselves: from now on only [#honour] and [#bounce] do.
    public void closeBanks() {
        agenda.close();
    }

    /// The bank confirms the session's SEPA debit now.
    public void honour(String session) {
        run(() -> account.payments().honour(intentOf(session)));
    }

    /// The bank returns the session's SEPA debit now.
    public void bounce(String session) {
        run(() -> account.payments().bounce(intentOf(session)));
    }

    /// Expires an open session.
    public void expire(String session) {
        run(() -> {
            var _ = account.sessions().expire(session);
        });
    }

    /// Refunds cents of a session's payment. Returns the refund's id.
    public String refund(String session, long cents) {
        return refund(session, OptionalLong.of(cents), false);
    }

    /// Refunds cents, or the whole remaining amount; a pending refund stays pending until [#succeedRefund] or
    /// [#failRefund]. Returns the refund's id.
    public String refund(String session, OptionalLong cents, boolean pending) {
        return idOf(account.exclusively(() -> account.refunds().create(intentOf(session), cents, pending)));
    }

    public void succeedRefund(String refund) {
        run(() -> account.refunds().succeed(refund));
    }

    /// The buyer's bank returns a refund.
    public void failRefund(String refund) {
        run(() -> account.refunds().fail(refund));
    }

    /// The buyer disputes cents of a session's payment, and the bank withdraws them. Returns the dispute's id.
    public String dispute(String session, long cents) {
        return dispute(session, OptionalLong.of(cents), false);
    }

    /// Disputes cents or the whole payment. An inquiry does not withdraw money yet. Returns the dispute's id.
    public String dispute(String session, OptionalLong cents, boolean inquiry) {
        return idOf(account.exclusively(() -> account.disputes().open(intentOf(session), cents, inquiry)));
    }

    /// The bank decides for the seller and returns the money.
    public void win(String dispute) {
        run(() -> account.disputes().win(dispute));
    }

    /// The bank decides for the buyer.
    public void lose(String dispute) {
        run(() -> {
            var _ = account.disputes().lose(dispute);
        });
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
    public ObjectNode taxBreakdown(String session) {
        return account.exclusively(() -> account.taxBreakdown(session).deepCopy());
    }

    /// Edits an object directly, as someone might in Stripe's dashboard.
    public void edit(String id, Consumer<ObjectNode> change) {
        run(() -> change.accept(account.find(id).orElseThrow()));
    }

    /// Ticks four times a second from now on: for interactive use, not for tests.
    public void runAlone() {
        threads.execute(() -> {
            while (!threads.isShutdown()) {
                tick();
                LockSupport.parkNanos(PULSE.toNanos());
            }
        });
    }

    /// Runs everything that is due: bank responses, expired sessions, webhooks. Returns the number of webhook attempts.
    @CanIgnoreReturnValue
    public int tick() {
        agenda.answerDue();
        return webhooks.deliverDue();
    }

    @Override
    public void close() {
        server.stop(0);
        webhooks.close();
        threads.shutdownNow();
    }

    private void run(Runnable work) {
        var _ = account.exclusively(() -> {
            work.run();
            return true;
        });
    }

    private static String idOf(ObjectNode object) {
        return object.path("id").asText();
    }
}

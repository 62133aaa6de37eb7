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

/// Stripe, as far as this machine is concerned. What buyers and banks do is done by the methods here; webhooks go
/// out and banks answer when [#tick] is called, so that a test decides when.
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

    /// Starts it on the loopback interface; returns when it answers.
    public static StripeStandIn start(Settings settings) {
        try {
            var standIn = new StripeStandIn(settings);
            standIn.server.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the library's `setApiBase` wants: `http://localhost:12111`.
    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// What the next calls of the API meet.
    public Faults faults() {
        return faults;
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    /// A buyer tries to pay a session. Tells whether the buyer is done; a declined card or a closed session is not.
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

    /// The payment intent of a session; empty while nobody has tried to pay.
    public String intentOf(String session) {
        return account.exclusively(
                () -> account.sessions().get(session).path("payment_intent").asText(""));
    }

    /// Banks answer no SEPA debit by themselves from now on: only [#honour] and [#bounce] do.
    public void closeBanks() {
        agenda.close();
    }

    /// The bank honours the SEPA debit of a session, now.
    public void honour(String session) {
        run(() -> account.payments().honour(intentOf(session)));
    }

    /// The bank returns the SEPA debit of a session, now.
    public void bounce(String session) {
        run(() -> account.payments().bounce(intentOf(session)));
    }

    /// Ends an open session.
    public void expire(String session) {
        run(() -> {
            var _ = account.sessions().expire(session);
        });
    }

    /// Refunds cents of a session's payment; returns the refund's id.
    public String refund(String session, long cents) {
        return refund(session, OptionalLong.of(cents), false);
    }

    /// Refunds cents, or all that is left; `pending` until [#succeedRefund] or [#failRefund]. Returns the refund's
    /// id.
    public String refund(String session, OptionalLong cents, boolean pending) {
        return idOf(account.exclusively(() -> account.refunds().create(intentOf(session), cents, pending)));
    }

    public void succeedRefund(String refund) {
        run(() -> account.refunds().succeed(refund));
    }

    /// The buyer's bank sends a refund back.
    public void failRefund(String refund) {
        run(() -> account.refunds().fail(refund));
    }

    /// The buyer disputes cents of a session's payment; the bank takes them. Returns the dispute's id.
    public String dispute(String session, long cents) {
        return dispute(session, OptionalLong.of(cents), false);
    }

    /// Disputes cents or the whole payment; an inquiry takes no money yet. Returns the dispute's id.
    public String dispute(String session, OptionalLong cents, boolean inquiry) {
        return idOf(account.exclusively(() -> account.disputes().open(intentOf(session), cents, inquiry)));
    }

    /// The bank gives the money back to the seller.
    public void win(String dispute) {
        run(() -> account.disputes().win(dispute));
    }

    /// The buyer keeps the money.
    public void lose(String dispute) {
        run(() -> {
            var _ = account.disputes().lose(dispute);
        });
    }

    /// Copies of all events so far, oldest first, as Stripe tells them.
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

    /// The object itself, to be edited as somebody in the dashboard might.
    public void edit(String id, Consumer<ObjectNode> change) {
        run(() -> change.accept(account.find(id).orElseThrow()));
    }

    /// Ticks by itself from now on, four times a second: what a person at the screen wants, and no test.
    public void runAlone() {
        threads.execute(() -> {
            while (!threads.isShutdown()) {
                tick();
                LockSupport.parkNanos(PULSE.toNanos());
            }
        });
    }

    /// Lets happen what is due by the clock: banks answer, sessions expire, webhooks go out.
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

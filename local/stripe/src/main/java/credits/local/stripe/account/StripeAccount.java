package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// One Stripe account in test mode. Use it through [#exclusively] only: one operation at a time.
public final class StripeAccount {
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    // Both are guarded by the lock.
    private InstantSource currentClock;
    private boolean isExpiring = true;
    private final StripeObjectStore store = new StripeObjectStore();
    private final FakeEvents events;
    private final SessionLineItems items;
    private final FakeCustomers customers;
    private final FakeTaxRates taxRates;
    private final FakeCheckoutSessions sessions;
    private final FakePaymentIntents payments;
    private final FakeRefunds refunds;
    private final FakeDisputes disputes;

    /// @param pagesAddress the base address of the checkout pages
    /// @param sellerCountry the country that automatic tax sells from
    /// @param apiVersion the API version that events name
    public StripeAccount(
            InstantSource clock, RandomGenerator random, String pagesAddress, String sellerCountry, String apiVersion) {
        this.clock = clock;
        this.currentClock = clock;
        InstantSource accountClock = () -> currentClock.instant();
        var factory = new ObjectFactory(
                new ObjectTemplates(), new StripeIdGenerator(random), store, accountClock, apiVersion);
        events = new FakeEvents(factory);
        items = new SessionLineItems(factory, new TaxCalculator(factory, sellerCountry));
        customers = new FakeCustomers(factory, events);
        taxRates = new FakeTaxRates(factory, events);
        sessions = new FakeCheckoutSessions(factory, events, items, pagesAddress);
        var transactions = new FakeBalanceTransactions(factory);
        payments = new FakePaymentIntents(factory, events, sessions, customers, transactions);
        refunds = new FakeRefunds(factory, events, payments, transactions);
        disputes = new FakeDisputes(factory, events, payments, transactions);
    }

    /// Runs an operation under the account's lock. Overdue sessions are expired first.
    public <R> R exclusively(Supplier<R> work) {
        return exclusivelyAt(clock, work);
    }

    /// Runs an operation as it would have run at an earlier time. Its events are not passed to the webhooks.
    public <R> R inThePast(InstantSource past, Supplier<R> work) {
        return exclusivelyAt(past, () -> events.withoutDelivery(work));
    }

    /// Sets whether sessions expire. While one of the past is being paid, it would be overdue now.
    public void setExpiring(boolean isExpiring) {
        lock.lock();
        try {
            this.isExpiring = isExpiring;
        } finally {
            lock.unlock();
        }
    }

    private <R> R exclusivelyAt(InstantSource time, Supplier<R> work) {
        lock.lock();
        var before = currentClock;
        try {
            currentClock = time;
            if (isExpiring) sessions.expireOverdue();
            return work.get();
        } finally {
            currentClock = before;
            lock.unlock();
        }
    }

    public FakeCustomers customers() {
        return customers;
    }

    public FakeTaxRates taxRates() {
        return taxRates;
    }

    public FakeCheckoutSessions sessions() {
        return sessions;
    }

    public FakePaymentIntents payments() {
        return payments;
    }

    public FakeRefunds refunds() {
        return refunds;
    }

    public FakeDisputes disputes() {
        return disputes;
    }

    public FakeEvents events() {
        return events;
    }

    /// All objects of a kind (`charge`, `checkout.session`), newest first.
    public List<ObjectNode> newestFirst(String kind) {
        return store.newestFirst(kind);
    }

    /// The object of a kind with the id in a request's path; if it is missing, the response is 404.
    public ObjectNode get(String kind, String id) {
        return store.require(kind, id, 404, "id");
    }

    /// The object with this id, of whatever kind.
    public Optional<ObjectNode> find(String id) {
        return store.findById(id);
    }

    /// A property that Stripe returns only when it is expanded.
    public Optional<JsonNode> expandable(JsonNode object, String member) {
        var id = object.path("id").asText();
        return switch (object.path("object").asText() + "." + member) {
            case "checkout.session.line_items" -> Optional.of(ObjectTemplates.array(items.list(id)));
            case "item.taxes" -> Optional.of(ObjectTemplates.array(items.taxes(id)));
            case "charge.refunds" -> Optional.of(ObjectTemplates.array(refundsOf(id)));
            case "customer.tax_ids" -> Optional.of(ObjectTemplates.array(customers.taxIds(id)));
            default -> Optional.empty();
        };
    }

    /// The `total_details.breakdown` of a session.
    public ObjectNode taxBreakdown(String sessionId) {
        return items.taxBreakdown(sessionId);
    }

    private List<ObjectNode> refundsOf(String chargeId) {
        return store.newestFirst("refund").stream()
                .filter(refund -> refund.path("charge").asText().equals(chargeId))
                .toList();
    }
}

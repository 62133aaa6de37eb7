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
public final class Account {
    private final ReentrantLock lock = new ReentrantLock();
    private final Store store = new Store();
    private final Events events;
    private final LineItems items;
    private final Customers customers;
    private final TaxRates taxRates;
    private final Sessions sessions;
    private final Payments payments;
    private final Refunds refunds;
    private final Disputes disputes;

    /// @param pages the base address of the checkout pages
    /// @param seller the country that automatic tax sells from
    /// @param version the API version that events name
    public Account(InstantSource clock, RandomGenerator random, String pages, String seller, String version) {
        var made = new Made(new Shapes(), new Ids(random), store, clock, version);
        events = new Events(made);
        items = new LineItems(made, new Vat(made, seller));
        customers = new Customers(made, events);
        taxRates = new TaxRates(made, events);
        sessions = new Sessions(made, events, items, pages);
        var transactions = new Transactions(made);
        payments = new Payments(made, events, sessions, customers, transactions);
        refunds = new Refunds(made, events, payments, transactions);
        disputes = new Disputes(made, events, payments, transactions);
    }

    /// Runs an operation under the account's lock. Overdue sessions are expired first.
    public <R> R exclusively(Supplier<R> work) {
        lock.lock();
        try {
            sessions.expireOverdue();
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    public Customers customers() {
        return customers;
    }

    public TaxRates taxRates() {
        return taxRates;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Payments payments() {
        return payments;
    }

    public Refunds refunds() {
        return refunds;
    }

    public Disputes disputes() {
        return disputes;
    }

    public Events events() {
        return events;
    }

    /// All objects of a kind (`charge`, `checkout.session`), newest first.
    public List<ObjectNode> newestFirst(String kind) {
        return store.newestFirst(kind);
    }

    /// The object of a kind with the id in a request's path; if it is missing, the response is 404.
    public ObjectNode get(String kind, String id) {
        return store.get(kind, id, 404, "id");
    }

    /// The object with this id, of whatever kind.
    public Optional<ObjectNode> find(String id) {
        return store.findAnywhere(id);
    }

    /// A property that Stripe returns only when it is expanded.
    public Optional<JsonNode> hidden(JsonNode object, String member) {
        var id = object.path("id").asText();
        return switch (object.path("object").asText() + "." + member) {
            case "checkout.session.line_items" -> Optional.of(Shapes.array(items.list(id)));
            case "item.taxes" -> Optional.of(Shapes.array(items.taxes(id)));
            case "charge.refunds" -> Optional.of(Shapes.array(refundsOf(id)));
            case "customer.tax_ids" -> Optional.of(Shapes.array(customers.taxIds(id)));
            default -> Optional.empty();
        };
    }

    /// The `total_details.breakdown` of a session.
    public ObjectNode taxBreakdown(String session) {
        return items.breakdown(session);
    }

    private List<ObjectNode> refundsOf(String charge) {
        return store.newestFirst("refund").stream()
                .filter(refund -> refund.path("charge").asText().equals(charge))
                .toList();
    }
}

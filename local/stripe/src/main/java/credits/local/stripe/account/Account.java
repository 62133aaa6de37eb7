package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// One Stripe account in test mode. Every use goes through [#exclusively]: one thing happens at a time.
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

    /// `pages` is the address that payment pages stand below; `seller` is the country that automatic tax sells
    /// from; `version` is what events say they are written in.
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

    /// Does `work` while nobody else does anything. What is over its time has ended before.
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

    /// The object of a kind that an address names.
    public ObjectNode get(String kind, String id) {
        return store.get(kind, id, 404, "id");
    }

    /// The object that `id` names, of whatever kind.
    public Optional<ObjectNode> find(String id) {
        return store.findAnywhere(id);
    }

    /// A member that is told only when a caller expands it.
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

    /// `total_details.breakdown` of a session.
    public ObjectNode taxBreakdown(String session) {
        return items.breakdown(session);
    }

    private List<ObjectNode> refundsOf(String charge) {
        return store.newestFirst("refund").stream()
                .filter(refund -> refund.path("charge").asText().equals(charge))
                .toList();
    }
}

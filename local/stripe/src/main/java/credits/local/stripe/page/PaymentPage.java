package credits.local.stripe.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.Account;
import credits.local.stripe.account.Buyer;
import credits.local.stripe.account.Form;
import credits.local.stripe.account.Method;
import credits.local.stripe.account.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The page on which a buyer pays: `/c/pay/cs_…`. Shows the items and lets a tester choose how the payment ends.
public final class PaymentPage implements HttpHandler {
    public static final String PATH = "/c/pay/";

    /// Tries to pay, and returns whether the buyer is done.
    @FunctionalInterface
    public interface Till {
        boolean pay(String session, Method method, Buyer buyer);
    }

    private final Account account;
    private final Till till;

    public PaymentPage(Account account, Till till) {
        this.account = account;
        this.till = till;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var id = exchange.getRequestURI().getPath().substring(PATH.length());
        var known = account.exclusively(() -> account.find(id).map(ObjectNode::deepCopy));
        if (known.isEmpty()) {
            Answers.page(exchange, 404, Done.unknown());
        } else if (!known.get().path("status").asText().equals("open")) {
            Answers.page(exchange, 200, Done.closed(known.get()));
        } else if (exchange.getRequestMethod().equals("POST")) {
            pay(exchange, id);
        } else {
            var query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            show(exchange, id, Form.of(query), "");
        }
    }

    private void pay(HttpExchange exchange, String id) throws IOException {
        var form = Form.of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean done = till.pay(id, methodOf(form), buyerOf(form));
        var session = account.exclusively(() -> account.sessions().get(id).deepCopy());
        if (!done && session.path("status").asText().equals("open")) {
            show(exchange, id, form, "Your card was declined. Nothing was charged; choose another payment method.");
        } else if (!done || form.text("then").orElse("").equals("close")) {
            Answers.page(exchange, 200, Done.closed(session));
        } else {
            Answers.redirect(exchange, session.path("success_url").asText().replace("{CHECKOUT_SESSION_ID}", id));
        }
    }

    private static Method methodOf(Form form) {
        try {
            return Method.valueOf(form.text("method").orElse("CARD"));
        } catch (IllegalArgumentException unknown) {
            throw Refusal.invalid("", "method", "Unknown payment method.");
        }
    }

    private static Buyer buyerOf(Form form) {
        return new Buyer(
                form.text("email").orElse(Buyer.SOMEBODY.email()),
                form.text("name").orElse(Buyer.SOMEBODY.name()),
                form.text("line").orElse(Buyer.SOMEBODY.line()),
                form.text("postal_code").orElse(Buyer.SOMEBODY.postalCode()),
                form.text("city").orElse(Buyer.SOMEBODY.city()),
                form.text("country").orElse(Buyer.SOMEBODY.country()),
                form.text("vat_number"));
    }

    private void show(HttpExchange exchange, String id, Form form, String alert) throws IOException {
        var html = account.exclusively(() -> {
            var session = account.sessions().get(id);
            var buyer = form.values().isEmpty() ? prefilled(session) : buyerOf(form);
            var located = account.sessions()
                    .locate(session, buyer.country(), buyer.vatNumber().stream().toList());
            return new PaymentForm(located, items(id), account.taxBreakdown(id), buyer, alert).html();
        });
        Answers.page(exchange, alert.isEmpty() ? 200 : 402, html);
    }

    private List<ObjectNode> items(String session) {
        return account.sessions().items(session);
    }

    /// The buyer as far as the session and its customer are known.
    private Buyer prefilled(JsonNode session) {
        var customer = account.find(session.path("customer").asText());
        if (customer.isEmpty()) return Buyer.SOMEBODY;
        var address = customer.get().path("address");
        return new Buyer(
                text(customer.get().path("email"), Buyer.SOMEBODY.email()),
                text(customer.get().path("name"), Buyer.SOMEBODY.name()),
                text(address.path("line1"), Buyer.SOMEBODY.line()),
                text(address.path("postal_code"), Buyer.SOMEBODY.postalCode()),
                text(address.path("city"), Buyer.SOMEBODY.city()),
                text(address.path("country"), Buyer.SOMEBODY.country()),
                account.customers().taxIds(session.path("customer").asText()).stream()
                        .map(taxId -> taxId.path("value").asText())
                        .findFirst());
    }

    private static String text(JsonNode value, String otherwise) {
        return value.asText("").isEmpty() ? otherwise : value.asText();
    }
}

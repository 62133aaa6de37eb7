package credits.local.stripe.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.CheckoutBuyer;
import credits.local.stripe.account.FakeStripeException;
import credits.local.stripe.account.FormParameters;
import credits.local.stripe.account.StripeAccount;
import credits.local.stripe.account.TestPaymentMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The page on which a buyer pays: `/c/pay/cs_…`. Shows the items and lets a tester choose how the payment ends.
public final class CheckoutPage implements HttpHandler {
    public static final String PATH = "/c/pay/";

    /// Tries to pay, and returns whether the buyer is done.
    @FunctionalInterface
    public interface PaymentHandler {
        boolean pay(String sessionId, TestPaymentMethod method, CheckoutBuyer buyer);
    }

    private final StripeAccount account;
    private final PaymentHandler paymentHandler;

    public CheckoutPage(StripeAccount account, PaymentHandler paymentHandler) {
        this.account = account;
        this.paymentHandler = paymentHandler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var id = exchange.getRequestURI().getPath().substring(PATH.length());
        var known = account.exclusively(() -> account.find(id).map(ObjectNode::deepCopy));
        if (known.isEmpty()) {
            HtmlResponses.sendPage(exchange, 404, ClosedSessionPage.unknownSession());
        } else if (!known.get().path("status").asText().equals("open")) {
            HtmlResponses.sendPage(exchange, 200, ClosedSessionPage.closedSession(known.get()));
        } else if (exchange.getRequestMethod().equals("POST")) {
            pay(exchange, id);
        } else {
            var query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            show(exchange, id, FormParameters.parse(query), "");
        }
    }

    private void pay(HttpExchange exchange, String id) throws IOException {
        var form = FormParameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean isDone = paymentHandler.pay(id, methodOf(form), buyerOf(form));
        var session = account.exclusively(() -> account.sessions().get(id).deepCopy());
        if (!isDone && session.path("status").asText().equals("open")) {
            show(exchange, id, form, "Your card was declined. Nothing was charged; choose another payment method.");
        } else if (!isDone || form.text("then").orElse("").equals("close")) {
            HtmlResponses.sendPage(exchange, 200, ClosedSessionPage.closedSession(session));
        } else {
            HtmlResponses.sendRedirect(
                    exchange, session.path("success_url").asText().replace("{CHECKOUT_SESSION_ID}", id));
        }
    }

    private static TestPaymentMethod methodOf(FormParameters form) {
        try {
            return TestPaymentMethod.valueOf(form.text("method").orElse("CARD"));
        } catch (IllegalArgumentException unknown) {
            throw FakeStripeException.invalidParameter("", "method", "Unknown payment method.");
        }
    }

    private static CheckoutBuyer buyerOf(FormParameters form) {
        return new CheckoutBuyer(
                form.text("email").orElse(CheckoutBuyer.EXAMPLE.email()),
                form.text("name").orElse(CheckoutBuyer.EXAMPLE.name()),
                form.text("line").orElse(CheckoutBuyer.EXAMPLE.addressLine()),
                form.text("postal_code").orElse(CheckoutBuyer.EXAMPLE.postalCode()),
                form.text("city").orElse(CheckoutBuyer.EXAMPLE.city()),
                form.text("country").orElse(CheckoutBuyer.EXAMPLE.country()),
                form.text("vat_number"));
    }

    private void show(HttpExchange exchange, String id, FormParameters form, String alert) throws IOException {
        var html = account.exclusively(() -> {
            var session = account.sessions().get(id);
            var buyer = account.customers()
                    .withVatNumber(session, form.values().isEmpty() ? prefilledBuyer(session) : buyerOf(form));
            var withTaxes = account.sessions()
                    .applyBuyerLocation(
                            session, buyer.country(), buyer.vatNumber().stream().toList());
            return new CheckoutForm(withTaxes, items(id), account.taxBreakdown(id), buyer, alert).html();
        });
        HtmlResponses.sendPage(exchange, alert.isEmpty() ? 200 : 402, html);
    }

    private List<ObjectNode> items(String sessionId) {
        return account.sessions().lineItems(sessionId);
    }

    /// The buyer as far as the session and its customer are known.
    private CheckoutBuyer prefilledBuyer(JsonNode session) {
        var customer = account.find(session.path("customer").asText());
        if (customer.isEmpty()) return CheckoutBuyer.EXAMPLE;
        var address = customer.get().path("address");
        return new CheckoutBuyer(
                text(customer.get().path("email"), CheckoutBuyer.EXAMPLE.email()),
                text(customer.get().path("name"), CheckoutBuyer.EXAMPLE.name()),
                text(address.path("line1"), CheckoutBuyer.EXAMPLE.addressLine()),
                text(address.path("postal_code"), CheckoutBuyer.EXAMPLE.postalCode()),
                text(address.path("city"), CheckoutBuyer.EXAMPLE.city()),
                text(address.path("country"), CheckoutBuyer.EXAMPLE.country()),
                account.customers().taxIds(session.path("customer").asText()).stream()
                        .map(taxId -> taxId.path("value").asText())
                        .findFirst());
    }

    private static String text(JsonNode value, String defaultValue) {
        return value.asText("").isEmpty() ? defaultValue : value.asText();
    }
}

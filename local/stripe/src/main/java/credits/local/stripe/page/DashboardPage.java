package credits.local.stripe.page;

import static credits.local.stripe.page.HtmlTemplate.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.StripeAccount;
import credits.local.stripe.webhook.WebhookDispatcher;
import credits.local.stripe.webhook.WebhookEndpoint;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;

/// The dashboard: all payments with what a buyer or a bank can do, and the webhook deliveries.
public final class DashboardPage implements HttpHandler {
    private static final int MAX_EVENTS = 50;
    private static final String NOTHING_YET = "<p class=\"hint\">No payments yet. Top up in the web app.</p>";

    private final DateTimeFormatter timeFormat =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private final StripeAccount account;
    private final WebhookDispatcher webhooks;

    public DashboardPage(StripeAccount account, WebhookDispatcher webhooks) {
        this.account = account;
        this.webhooks = webhooks;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> HtmlResponses.sendPage(exchange, 200, html(""));
            case "/assets/page.css" -> HtmlResponses.sendStylesheet(exchange);
            default -> HtmlResponses.sendPage(exchange, 404, ClosedSessionPage.unknownSession());
        }
    }

    String html(String alert) {
        var waiting = webhooks.scheduledEventIds();
        return HtmlTemplate.fill(
                "dashboard.html",
                Map.of(
                        "alert", alert.isEmpty() ? "" : "<p class=\"alert\" role=\"alert\">" + escaped(alert) + "</p>",
                        "payments", payments(),
                        "endpoint", endpointText(),
                        "hold", holdButtons(),
                        "waiting",
                                waiting.isEmpty()
                                        ? ""
                                        : "<p class=\"hint\">Pending deliveries: " + waiting.size() + "</p>",
                        "events", events()));
    }

    private String payments() {
        return account.exclusively(() -> {
            var sessions = account.newestFirst("checkout.session");
            if (sessions.isEmpty()) return NOTHING_YET;
            return sessions.stream()
                    .map(session -> new PaymentRow(account, session).html())
                    .collect(Collectors.joining("", "<ul>", "</ul>"));
        });
    }

    private String endpointText() {
        return webhooks.endpoint()
                .map(WebhookEndpoint::toString)
                .map(url -> "Delivered to " + url + (webhooks.isHeld() ? " – currently on hold." : "."))
                .orElse("No webhook endpoint: events are not delivered.");
    }

    private String holdButtons() {
        if (!webhooks.isHeld()) return PaymentRow.button("hold", "", "Hold all");
        return PaymentRow.button("release", "", "Release in order")
                + PaymentRow.button("release reversed", "", "Release in reverse order");
    }

    private String events() {
        var attempts = webhooks.attempts();
        return account.exclusively(() -> account.newestFirst("event")).stream()
                .limit(MAX_EVENTS)
                .map(event -> "<tr><td>%s</td><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
                        .formatted(
                                escaped(event.path("type").asText()),
                                timeFormat.format(Instant.ofEpochSecond(
                                        event.path("created").asLong())),
                                event.path("id").asText(),
                                attempts.stream()
                                        .filter(one -> one.eventId()
                                                .equals(event.path("id").asText()))
                                        .map(DashboardPage::badge)
                                        .collect(Collectors.joining(" ")),
                                resendButton(event)))
                .collect(Collectors.joining());
    }

    private static String badge(WebhookDispatcher.DeliveryAttempt attempt) {
        var status = attempt.status() == 0 ? "no response" : Integer.toString(attempt.status());
        return "<span class=\"badge %s\">%s</span>".formatted(attempt.isAccepted() ? "good" : "bad", status);
    }

    private static String resendButton(JsonNode event) {
        return PaymentRow.button("resend", event.path("id").asText(), "Resend");
    }
}

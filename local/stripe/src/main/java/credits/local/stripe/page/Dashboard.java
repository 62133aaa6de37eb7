package credits.local.stripe.page;

import static credits.local.stripe.page.Template.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.Account;
import credits.local.stripe.webhook.Endpoint;
import credits.local.stripe.webhook.Webhooks;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;

/// The dashboard: all payments with what a buyer or a bank can do, and the webhook deliveries.
public final class Dashboard implements HttpHandler {
    private static final int MOST_EVENTS = 50;
    private static final String NOTHING_YET = "<p class=\"hint\">No payments yet. Top up in the web app.</p>";

    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private final Account account;
    private final Webhooks webhooks;

    public Dashboard(Account account, Webhooks webhooks) {
        this.account = account;
        this.webhooks = webhooks;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> Answers.page(exchange, 200, html(""));
            case "/assets/page.css" -> Answers.style(exchange);
            default -> Answers.page(exchange, 404, Done.unknown());
        }
    }

    String html(String alert) {
        var waiting = webhooks.waiting();
        return Template.fill(
                "dashboard.html",
                Map.of(
                        "alert", alert.isEmpty() ? "" : "<p class=\"alert\" role=\"alert\">" + escaped(alert) + "</p>",
                        "payments", payments(),
                        "endpoint", endpoint(),
                        "hold", hold(),
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

    private String endpoint() {
        return webhooks.endpoint()
                .map(Endpoint::toString)
                .map(url -> "Delivered to " + url + (webhooks.isHeld() ? " – currently on hold." : "."))
                .orElse("No webhook endpoint: events are not delivered.");
    }

    private String hold() {
        if (!webhooks.isHeld()) return PaymentRow.button("hold", "", "Hold all");
        return PaymentRow.button("release", "", "Release in order")
                + PaymentRow.button("release reversed", "", "Release in reverse order");
    }

    private String events() {
        var attempts = webhooks.attempts();
        return account.exclusively(() -> account.newestFirst("event")).stream()
                .limit(MOST_EVENTS)
                .map(event -> "<tr><td>%s</td><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
                        .formatted(
                                escaped(event.path("type").asText()),
                                time.format(Instant.ofEpochSecond(
                                        event.path("created").asLong())),
                                event.path("id").asText(),
                                attempts.stream()
                                        .filter(one -> one.event()
                                                .equals(event.path("id").asText()))
                                        .map(Dashboard::badge)
                                        .collect(Collectors.joining(" ")),
                                resend(event)))
                .collect(Collectors.joining());
    }

    private static String badge(Webhooks.Attempt attempt) {
        var answer = attempt.status() == 0 ? "no response" : Integer.toString(attempt.status());
        return "<span class=\"badge %s\">%s</span>".formatted(attempt.isTaken() ? "good" : "bad", answer);
    }

    private static String resend(JsonNode event) {
        return PaymentRow.button("resend", event.path("id").asText(), "Resend");
    }
}

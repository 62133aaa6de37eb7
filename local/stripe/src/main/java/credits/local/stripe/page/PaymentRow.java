package credits.local.stripe.page;

import static credits.local.stripe.page.Template.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.stripe.account.Account;
import java.util.stream.Collectors;

/// One session on the dashboard, with its payment, refunds and disputes, and the buttons that its state allows.
record PaymentRow(Account account, JsonNode session) {
    String html() {
        return "<li class=\"payment\">" + head() + intent() + "</li>";
    }

    /// A form with one button; `id` names the object that it acts on.
    static String button(String action, String id, String label) {
        return "<form method=\"post\" action=\"/control\"><input type=\"hidden\" name=\"id\" value=\"%s\">"
                        .formatted(escaped(id))
                + "<button name=\"action\" value=\"%s\">%s</button></form>".formatted(action, escaped(label));
    }

    private String head() {
        var open = isOpen()
                ? "<a class=\"end\" href=\"%s\">Payment page</a>"
                                .formatted(escaped(session.path("url").asText()))
                        + button("expire", text(session, "id"), "Expire")
                : "";
        return "<div class=\"row\"><span class=\"amount\">%s</span>%s<code>%s</code><code>%s</code>%s</div>"
                .formatted(
                        Money.text(session.path("amount_total"), session.path("currency")),
                        status(),
                        escaped(text(session, "client_reference_id")),
                        escaped(text(session, "id").substring(0, 24) + "…"),
                        open);
    }

    private String status() {
        if (isOpen()) return badge("", "open");
        if (text(session, "status").equals("expired")) return badge("warn", "expired");
        return text(session, "payment_status").equals("unpaid") ? badge("warn", "not paid yet") : badge("good", "paid");
    }

    private String intent() {
        var intent = account.find(text(session, "payment_intent"));
        if (intent.isEmpty()) return "";
        var id = text(intent.get(), "id");
        return switch (text(intent.get(), "status")) {
            case "processing" ->
                part(
                        "SEPA debit pending",
                        button("honour", id, "Debit succeeds") + button("bounce", id, "Debit fails"));
            case "succeeded" -> parts(intent.get()) + refunds(id) + disputes(id);
            default -> part("The last attempt failed", "");
        };
    }

    private String parts(JsonNode intent) {
        var charge = account.find(text(intent, "latest_charge")).orElseThrow();
        if (charge.path("disputed").asBoolean() || charge.path("refunded").asBoolean()) return "";
        return part(
                "",
                withAmount("refund", text(intent, "id"), "Refund")
                        + withAmount("dispute", text(intent, "id"), "Dispute"));
    }

    private static String withAmount(String action, String intent, String label) {
        return "<form method=\"post\" action=\"/control\"><input type=\"hidden\" name=\"id\" value=\"%s\">"
                        .formatted(intent)
                + "<input name=\"amount\" inputmode=\"decimal\" placeholder=\"all\" aria-label=\"Amount in euros to %s; empty for the rest\">"
                        .formatted(action)
                + "<button name=\"action\" value=\"%s\">%s</button></form>".formatted(action, label);
    }

    private String refunds(String intent) {
        return account.newestFirst("refund").stream()
                .filter(refund -> text(refund, "payment_intent").equals(intent))
                .map(refund -> part(
                        "Refund of " + amount(refund) + ": " + text(refund, "status"),
                        text(refund, "status").equals("failed")
                                ? ""
                                : button("fail refund", text(refund, "id"), "Fail")))
                .collect(Collectors.joining());
    }

    private String disputes(String intent) {
        return account.newestFirst("dispute").stream()
                .filter(dispute -> text(dispute, "payment_intent").equals(intent))
                .map(dispute -> part(
                        "Dispute of " + amount(dispute) + ": "
                                + text(dispute, "status").replace('_', ' '),
                        text(dispute, "status").matches("won|lost|warning_closed")
                                ? ""
                                : button("win", text(dispute, "id"), "Win")
                                        + button("lose", text(dispute, "id"), "Lose")))
                .collect(Collectors.joining());
    }

    private static String part(String title, String buttons) {
        return "<div class=\"row part\">" + (title.isEmpty() ? "" : "<span>" + escaped(title) + "</span>") + buttons
                + "</div>";
    }

    private static String badge(String kind, String text) {
        return "<span class=\"badge " + kind + "\">" + text + "</span>";
    }

    private static String amount(JsonNode object) {
        return Money.text(object.path("amount"), object.path("currency"));
    }

    private boolean isOpen() {
        return text(session, "status").equals("open");
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asText("");
    }
}

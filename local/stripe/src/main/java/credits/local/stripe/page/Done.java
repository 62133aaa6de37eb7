package credits.local.stripe.page;

import static credits.local.stripe.page.Template.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Pages for sessions that can no longer be paid.
final class Done {
    private Done() {}

    static String unknown() {
        return page("Session not found", "The link is wrong, or the fake Stripe has been restarted.", "");
    }

    static String closed(JsonNode session) {
        if (session.path("status").asText().equals("expired"))
            return page("This session has expired", "Nothing was charged. Start again in the shop.", links(session));
        if (session.path("payment_status").asText().equals("unpaid"))
            return page("The debit is pending", "The bank takes a few days. You can close this tab.", links(session));
        return page("Paid", "This browser has not returned to the shop. You can close this tab.", links(session));
    }

    private static String links(JsonNode session) {
        var back = session.path("status").asText().equals("expired") ? "cancel_url" : "success_url";
        if (session.path(back).isNull()) return "";
        var address = session.path(back)
                .asText()
                .replace("{CHECKOUT_SESSION_ID}", session.path("id").asText());
        return "<p><a class=\"button\" href=\"" + escaped(address) + "\">Back to the shop</a></p>";
    }

    private static String page(String title, String text, String links) {
        return Template.fill("done.html", Map.of("title", title, "text", text, "links", links));
    }
}

package credits.local.stripe.page;

import static credits.local.stripe.page.Template.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Pages on which nothing can be paid any more.
final class Done {
    private Done() {}

    static String unknown() {
        return page("There is no such session", "The address is wrong, or the stand-in was started again since.", "");
    }

    static String closed(JsonNode session) {
        if (session.path("status").asText().equals("expired"))
            return page("This session has expired", "Nothing was paid. Start again in the shop.", links(session));
        if (session.path("payment_status").asText().equals("unpaid"))
            return page("The debit is under way", "The bank takes its days. You may close this tab.", links(session));
        return page("Paid", "The shop was not told by this browser. You may close this tab.", links(session));
    }

    private static String links(JsonNode session) {
        var back = session.path("status").asText().equals("expired") ? "cancel_url" : "success_url";
        if (session.path(back).isNull()) return "";
        var address = session.path(back)
                .asText()
                .replace("{CHECKOUT_SESSION_ID}", session.path("id").asText());
        return "<p><a class=\"button\" href=\"" + escaped(address) + "\">Go back to the shop after all</a></p>";
    }

    private static String page(String title, String text, String links) {
        return Template.fill("done.html", Map.of("title", title, "text", text, "links", links));
    }
}

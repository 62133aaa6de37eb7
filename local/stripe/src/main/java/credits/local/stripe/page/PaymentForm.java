package credits.local.stripe.page;

import static credits.local.stripe.page.Template.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.stripe.account.Buyer;
import credits.local.stripe.account.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The payment form of an open session, prefilled.
record PaymentForm(JsonNode session, List<? extends JsonNode> items, JsonNode breakdown, Buyer buyer, String alert) {
    private record Choice(Method method, String title, String text) {}

    private static final List<Choice> CHOICES = List.of(
            new Choice(Method.CARD, "Card ···· 4242", "Paid at once."),
            new Choice(Method.SEPA_PAID_LATER, "SEPA debit, succeeds", "Pending at first; succeeds later."),
            new Choice(Method.SEPA_FAILED_LATER, "SEPA debit, fails", "Pending at first; fails later."),
            new Choice(
                    Method.SEPA_UNANSWERED,
                    "SEPA debit, stays pending",
                    "Pending until you settle it in the dashboard."),
            new Choice(Method.DECLINED_CARD, "Card ···· 0002", "Declined; you can try again."));
    private static final List<String> COUNTRIES = List.of(
            "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "US");

    String html() {
        return Template.fill(
                "pay.html",
                Map.ofEntries(
                        Map.entry("items", items.stream().map(this::item).collect(Collectors.joining())),
                        Map.entry("methods", methods()),
                        Map.entry("countries", countries()),
                        Map.entry("vat", vat()),
                        Map.entry("recount", recount()),
                        Map.entry("cancel", cancel()),
                        Map.entry(
                                "alert",
                                alert.isEmpty() ? "" : "<p class=\"alert\" role=\"alert\">" + escaped(alert) + "</p>"),
                        Map.entry("net", money(session.path("amount_subtotal"))),
                        Map.entry("tax_name", taxName()),
                        Map.entry("tax", money(session.path("total_details").path("amount_tax"))),
                        Map.entry("total", money(session.path("amount_total"))),
                        Map.entry("email", buyer.email()),
                        Map.entry("name", buyer.name()),
                        Map.entry("line", buyer.line()),
                        Map.entry("postal_code", buyer.postalCode()),
                        Map.entry("city", buyer.city())));
    }

    private String item(JsonNode item) {
        var quantity = item.path("quantity").asLong() == 1
                ? ""
                : " × " + item.path("quantity").asLong();
        return "<tr><th scope=\"row\">%s</th><td class=\"num\">%s</td></tr>"
                .formatted(escaped(item.path("description").asText() + quantity), money(item.path("amount_subtotal")));
    }

    private String methods() {
        var allowed = session.path("payment_method_types")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        return CHOICES.stream()
                .filter(choice -> allowed.contains(choice.method().isSepa() ? "sepa_debit" : "card"))
                .map(choice -> "<label><input type=\"radio\" name=\"method\" value=\"%s\"%s>%s<small>%s</small></label>"
                        .formatted(
                                choice.method(),
                                choice.method().name().equals(first(allowed)) ? " checked" : "",
                                escaped(choice.title()),
                                escaped(choice.text())))
                .collect(Collectors.joining());
    }

    private static String first(List<String> allowed) {
        return (allowed.contains("card") ? Method.CARD : Method.SEPA_PAID_LATER).name();
    }

    private String countries() {
        return COUNTRIES.stream()
                .map(country -> "<option value=\"%s\"%s>%s</option>"
                        .formatted(
                                country,
                                country.equals(buyer.country()) ? " selected" : "",
                                escaped(Locale.of("", country).getDisplayCountry(Locale.ENGLISH))))
                .collect(Collectors.joining());
    }

    private String vat() {
        if (!session.path("tax_id_collection").path("enabled").asBoolean()) return "";
        return "<label>VAT number <input name=\"vat_number\" value=\"%s\" placeholder=\"DE123456789\"></label>"
                .formatted(escaped(buyer.vatNumber().orElse("")));
    }

    /// A button that recalculates the tax, if it depends on the country.
    private String recount() {
        if (!session.path("automatic_tax").path("enabled").asBoolean()) return "";
        return "<button formmethod=\"get\" formnovalidate>Recalculate tax for this country</button>";
    }

    private String cancel() {
        if (session.path("cancel_url").isNull()) return "";
        return "<p><a href=\"%s\">Cancel and go back</a></p>"
                .formatted(escaped(session.path("cancel_url").asText()));
    }

    private String taxName() {
        return breakdown
                .path("taxes")
                .valueStream()
                .findFirst()
                .map(tax -> tax.path("taxability_reason").asText().equals("reverse_charge")
                        ? "VAT (reverse charge)"
                        : tax.path("rate").path("display_name").asText() + " "
                                + tax.path("rate").path("percentage").asText() + " %")
                .orElse("VAT");
    }

    private String money(JsonNode cents) {
        return Money.text(cents, session.path("currency"));
    }
}

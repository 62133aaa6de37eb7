package credits.local.stripe.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;

/// Formats cents for people, such as `€1,234.50`.
final class Money {
    private Money() {}

    static String text(JsonNode cents, JsonNode currency) {
        var amount = BigDecimal.valueOf(cents.asLong(), 2);
        var symbol = currency.asText().equals("eur") ? "€" : currency.asText().toUpperCase(Locale.ROOT) + " ";
        return symbol + String.format(Locale.ROOT, "%,.2f", amount);
    }
}

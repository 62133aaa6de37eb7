package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Plays Stripe Tax: the standard rates of the EU's member states in 2026, reverse charge for a VAT number of another
/// member state, no tax outside the EU. This is not tax advice.
final class Vat {
    private static final Map<String, String> STANDARD = new TreeMap<>(Map.ofEntries(
            Map.entry("AT", "20"),
            Map.entry("BE", "21"),
            Map.entry("BG", "20"),
            Map.entry("CY", "19"),
            Map.entry("CZ", "21"),
            Map.entry("DE", "19"),
            Map.entry("DK", "25"),
            Map.entry("EE", "24"),
            Map.entry("ES", "21"),
            Map.entry("FI", "25.5"),
            Map.entry("FR", "20"),
            Map.entry("GR", "24"),
            Map.entry("HR", "25"),
            Map.entry("HU", "27"),
            Map.entry("IE", "23"),
            Map.entry("IT", "22"),
            Map.entry("LT", "21"),
            Map.entry("LU", "17"),
            Map.entry("LV", "21"),
            Map.entry("MT", "18"),
            Map.entry("NL", "21"),
            Map.entry("PL", "23"),
            Map.entry("PT", "23"),
            Map.entry("RO", "21"),
            Map.entry("SE", "25"),
            Map.entry("SI", "22"),
            Map.entry("SK", "23")));
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Made made;
    private final String seller;

    /// @param seller the country that the seller is registered in, as an ISO 3166 code such as `IT`
    Vat(Made made, String seller) {
        this.made = made;
        this.seller = seller;
    }

    /// One tax on a line item, in Stripe's form. The amount is in cents, half a cent rounded up.
    ObjectNode tax(JsonNode rate, long taxable, String reason) {
        var tax = Shapes.object();
        tax.put("amount", percentOf(taxable, rate.path("percentage").decimalValue()));
        tax.set("rate", rate);
        tax.put("taxability_reason", reason);
        tax.put("taxable_amount", taxable);
        return tax;
    }

    /// The tax that Stripe Tax would calculate for a buyer in this country.
    ObjectNode automatic(String country, List<String> taxIds, long taxable) {
        if (!STANDARD.containsKey(country)) return tax(rate(country, "0", "tax"), taxable, "not_collecting");
        if (!country.equals(seller) && !taxIds.isEmpty())
            return tax(rate(country, "0", "vat"), taxable, "reverse_charge");
        return tax(rate(country, STANDARD.getOrDefault(country, "0"), "vat"), taxable, "standard_rated");
    }

    private ObjectNode rate(String country, String percentage, String type) {
        var rate = made.make("tax_rate", "txr_");
        rate.put("country", country).put("display_name", type.equals("vat") ? "VAT" : "Tax");
        rate.put("jurisdiction", country).put("jurisdiction_level", "country").put("tax_type", type);
        rate.put("percentage", new BigDecimal(percentage));
        rate.put("effective_percentage", new BigDecimal(percentage));
        rate.put("active", false);
        return rate;
    }

    private static long percentOf(long cents, BigDecimal percentage) {
        return BigDecimal.valueOf(cents)
                .multiply(percentage)
                .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}

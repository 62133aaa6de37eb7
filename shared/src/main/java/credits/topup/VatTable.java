package credits.topup;

import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The seller's VAT rates, by country and first day. This is a setting of the deployment: the operator and the
/// operator's tax adviser are responsible for its content.
///
/// @param seller the seller's country, ISO 3166-1 alpha-2, for which the table must have a rate
/// @param rates by country, then by the first day, in hundredths of a percent
public record VatTable(String seller, Map<String, NavigableMap<LocalDate, Integer>> rates) {
    private static final Set<String> EU = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    private static final Pattern RATE =
            Pattern.compile("([A-Z]{2}):([0-9]{1,2}(?:\\.[0-9]{1,2})?):([0-9]{4}-[0-9]{2}-[0-9]{2})");
    private static final long WHOLE = 10_000;

    public VatTable {
        rates = Map.copyOf(rates);
        if (!rates.containsKey(seller))
            throw new IllegalArgumentException("no rate for the seller's country " + seller);
    }

    /// Parses `IT:22:2013-10-01,DE:19:2007-01-01`: a country, its rate in percent, and the first day of that rate.
    public static VatTable parse(String seller, String text) {
        var rates = new HashMap<String, NavigableMap<LocalDate, Integer>>();
        for (var rate : text.split(",", -1)) {
            var parts = RATE.matcher(rate);
            if (!parts.matches()) throw new IllegalArgumentException("not a rate such as IT:22:2013-10-01: " + rate);
            int hundredths = new BigDecimal(parts.group(2)).movePointRight(2).intValueExact();
            var _ = rates.computeIfAbsent(parts.group(1), _ -> new TreeMap<>())
                    .put(LocalDate.parse(parts.group(3)), hundredths);
        }
        return new VatTable(seller, rates);
    }

    /// Returns the VAT due on `netCents` bought by `buyer` on `date`, a day in the seller's country.
    ///
    /// A business in another EU country is accepted by its VAT ID, unless the register has rejected it. A buyer there
    /// without one pays the rate of their country if the table has it, otherwise the seller's.
    public Decided on(Buyer buyer, long netCents, LocalDate date) {
        if (!isInEu(buyer.country())) return new Decided(Treatment.OUTSIDE_SCOPE, 0, 0);
        if (!buyer.country().equals(seller) && isBusiness(buyer)) return new Decided(Treatment.REVERSE_CHARGE, 0, 0);
        int hundredths = rate(rates.containsKey(buyer.country()) ? buyer.country() : seller, date);
        long vat = BigDecimal.valueOf(netCents)
                .multiply(BigDecimal.valueOf(hundredths))
                .divide(BigDecimal.valueOf(WHOLE), 0, RoundingMode.HALF_UP)
                .longValueExact();
        return new Decided(Treatment.STANDARD, hundredths, vat);
    }

    /// Whether the country with this ISO code belongs to the EU's VAT area.
    public static boolean isInEu(String country) {
        return EU.contains(country);
    }

    private static boolean isBusiness(Buyer buyer) {
        return buyer.vatId()
                .filter(id -> id.status() != VatId.Status.INVALID)
                .filter(id -> id.country().equals(buyer.country()))
                .isPresent();
    }

    private int rate(String country, LocalDate date) {
        var inForce = rates.getOrDefault(country, new TreeMap<>()).floorEntry(date);
        if (inForce == null) throw new IllegalStateException("no VAT rate of " + country + " on " + date);
        return inForce.getValue();
    }
}

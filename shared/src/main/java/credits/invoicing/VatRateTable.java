package credits.invoicing;

import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The seller's VAT rates, by country and first day. This is a setting of the deployment: the operator and the
/// operator's tax adviser are responsible for its content.
///
/// @param sellerCountry the seller's country, ISO 3166-1 alpha-2, for which the table must have a rate
/// @param rates by country, then by the first day, in hundredths of a percent
public record VatRateTable(String sellerCountry, Map<String, NavigableMap<LocalDate, Integer>> rates) {
    private static final Pattern RATE_FORMAT =
            Pattern.compile("([A-Z]{2}):([0-9]{1,2}(?:\\.[0-9]{1,2})?):([0-9]{4}-[0-9]{2}-[0-9]{2})");
    private static final long FULL_RATE_BASIS_POINTS = 10_000;

    public VatRateTable {
        rates = Map.copyOf(rates);
        if (!rates.containsKey(sellerCountry))
            throw new IllegalArgumentException("no rate for the seller's country " + sellerCountry);
    }

    /// Parses `IT:22:2013-10-01,DE:19:2007-01-01`: a country, its rate in percent, and the first day of that rate.
    public static VatRateTable parse(String sellerCountry, String text) {
        var rates = new HashMap<String, NavigableMap<LocalDate, Integer>>();
        for (var rate : text.split(",", -1)) {
            var parts = RATE_FORMAT.matcher(rate);
            if (!parts.matches()) throw new IllegalArgumentException("not a rate such as IT:22:2013-10-01: " + rate);
            int basisPoints = new BigDecimal(parts.group(2)).movePointRight(2).intValueExact();
            var _ = rates.computeIfAbsent(parts.group(1), _ -> new TreeMap<>())
                    .put(LocalDate.parse(parts.group(3)), basisPoints);
        }
        return new VatRateTable(sellerCountry, rates);
    }

    /// Checks that the table has the rates that consumers pay: those of all member states if the seller declares in the
    /// one-stop shop, else the seller's alone. Throws [IllegalArgumentException] with what is missing or too much.
    public void requireRatesFor(boolean isInOneStopShop) {
        var others = new TreeSet<>(rates.keySet());
        var _ = others.remove(sellerCountry);
        if (!isInOneStopShop && !others.isEmpty())
            throw new IllegalArgumentException("without oss, the only rate is that of " + sellerCountry);
        var missing = new TreeSet<>(EuVatArea.memberStates());
        var _ = missing.removeAll(rates.keySet());
        if (isInOneStopShop && !missing.isEmpty())
            throw new IllegalArgumentException("oss needs a rate for " + String.join(", ", missing));
    }

    /// Returns the VAT due on `netCents` bought by `buyer` on `date`, a day in the seller's country.
    ///
    /// A business in another EU country is accepted by its VAT ID if the register has verified it. Any other buyer
    /// there pays the rate of their country if the table has it, otherwise the seller's.
    public DecidedVat vatFor(BillingProfile buyer, long netCents, LocalDate date) {
        var country = EuVatArea.memberState(buyer);
        if (country.isEmpty()) return new DecidedVat(VatTreatment.OUTSIDE_SCOPE, 0, 0);
        if (isVatIdDecisive(buyer) && isVerified(buyer)) return new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0);
        var taxingCountry = country.filter(rates::containsKey).orElse(sellerCountry);
        int basisPoints = rateOn(taxingCountry, date);
        long vatCents = BigDecimal.valueOf(netCents)
                .multiply(BigDecimal.valueOf(basisPoints))
                .divide(BigDecimal.valueOf(FULL_RATE_BASIS_POINTS), 0, RoundingMode.HALF_UP)
                .longValueExact();
        return new DecidedVat(VatTreatment.STANDARD, basisPoints, vatCents, Optional.of(taxingCountry));
    }

    /// Whether the VAT depends on what the register says of the buyer's VAT ID.
    public boolean isVatIdDecisive(BillingProfile buyer) {
        return EuVatArea.isVatIdDecisive(buyer, sellerCountry);
    }

    private static boolean isVerified(BillingProfile buyer) {
        return buyer.vatId().filter(VatId::isVerified).isPresent();
    }

    private int rateOn(String country, LocalDate date) {
        var rateInForce = rates.getOrDefault(country, new TreeMap<>()).floorEntry(date);
        if (rateInForce == null) throw new IllegalStateException("no VAT rate of " + country + " on " + date);
        return rateInForce.getValue();
    }
}

package credits.infrastructure;

import credits.invoicing.VatRateTable;
import java.util.List;

/// The settings that determine the VAT on top-ups.
///
/// @param mode `static`, by the table of rates; or `stripe_tax`
/// @param sellerCountry the seller's country, ISO 3166-1 alpha-2
/// @param oss whether the seller declares in the one-stop shop, and so charges consumers elsewhere in the EU their
///     country's rate; if not, the seller's rate, up to the threshold of article 59c
/// @param vatIdMaxAgeDays how old an answer of VIES may be when credits are bought
/// @param reissueDays how many days after a payment its organisation may have its invoice made out anew
/// @param rates a country, its rate in percent and the first day of that rate, each: `IT:22:2013-10-01`
record VatSettings(
        String mode, String sellerCountry, boolean oss, List<String> rates, int vatIdMaxAgeDays, int reissueDays) {
    static VatSettings read(SettingsReader reader) {
        var settings = new VatSettings(
                reader.text("mode"),
                reader.text("seller"),
                reader.bool("oss"),
                reader.textList("rates"),
                reader.wholeNumber("vatIdMaxAgeDays", 1, 365),
                reader.wholeNumber("reissueDays", 0, 3_650));
        reader.rejectUnknownKeys();
        if (!List.of("static", "stripe_tax").contains(settings.mode))
            throw new InvalidSettingsException(reader.pathOf("mode") + " must be static or stripe_tax.");
        try {
            var table = VatRateTable.parse(settings.sellerCountry, settings.formatRates());
            if (settings.mode.equals("static")) table.requireRatesFor(settings.oss);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(reader.pathOf("rates") + ": " + e.getMessage() + ".");
        }
        return settings;
    }

    /// The rates as the functions read them.
    String formatRates() {
        return String.join(",", rates);
    }
}

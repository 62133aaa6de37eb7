package credits.infrastructure;

import credits.invoicing.VatRateTable;
import java.util.List;

/// The settings that determine the VAT on top-ups.
///
/// @param mode `static`, by the table of rates; or `stripe_tax`
/// @param sellerCountry the seller's country, ISO 3166-1 alpha-2
/// @param vatIdMaxAgeDays how old an answer of VIES may be when credits are bought
/// @param rates a country, its rate in percent and the first day of that rate, each: `IT:22:2013-10-01`
record VatSettings(String mode, String sellerCountry, List<String> rates, int vatIdMaxAgeDays) {
    static VatSettings read(SettingsReader reader) {
        var settings = new VatSettings(
                reader.text("mode"),
                reader.text("seller"),
                reader.textList("rates"),
                reader.wholeNumber("vatIdMaxAgeDays", 1, 365));
        reader.rejectUnknownKeys();
        if (!List.of("static", "stripe_tax").contains(settings.mode))
            throw new InvalidSettingsException(reader.pathOf("mode") + " must be static or stripe_tax.");
        try {
            var _ = VatRateTable.parse(settings.sellerCountry, settings.formatRates());
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

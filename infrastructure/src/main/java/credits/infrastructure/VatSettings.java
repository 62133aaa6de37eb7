package credits.infrastructure;

import credits.topup.VatTable;
import java.util.List;

/// How the VAT on top-ups is determined.
///
/// @param mode `static`, by the table of rates; or `stripe_tax`
/// @param seller the seller's country, ISO 3166-1 alpha-2
/// @param rates a country, its rate in percent and the first day of that rate, each: `IT:22:2013-10-01`
record VatSettings(String mode, String seller, List<String> rates) {
    static VatSettings in(Keys keys) {
        var settings = new VatSettings(keys.text("mode"), keys.text("seller"), keys.texts("rates"));
        keys.refuseOthers();
        if (!List.of("static", "stripe_tax").contains(settings.mode))
            throw new InvalidSettings(keys.path("mode") + " must be static or stripe_tax.");
        try {
            var _ = VatTable.parse(settings.seller, settings.ratesAsText());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(keys.path("rates") + ": " + wrong.getMessage() + ".");
        }
        return settings;
    }

    /// The rates as the functions read them.
    String ratesAsText() {
        return String.join(",", rates);
    }
}

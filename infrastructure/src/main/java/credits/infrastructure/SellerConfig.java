package credits.infrastructure;

import com.fasterxml.jackson.databind.ObjectMapper;
import credits.settings.SellerSettings;
import java.util.Locale;

/// The seller on invoices and its branding: `seller` of a stage, see [SellerSettings].
///
/// @param json the settings as the functions read them
record SellerConfig(String json) {
    private static final String[] TEXT_KEYS = {
        "name",
        "line1",
        "line2",
        "postalCode",
        "city",
        "region",
        "country",
        "vatId",
        "platform",
        "registration",
        "contact",
        "timeZone",
        "colour"
    };

    /// Reads the settings.
    ///
    /// @param country the seller's country according to the VAT settings
    static SellerConfig read(SettingsReader reader, String country) {
        var seller = new ObjectMapper().createObjectNode();
        for (var name : TEXT_KEYS) seller.put(toSnakeCase(name), reader.freeText(name));
        seller.put("logo", reader.bool("logo"));
        reader.rejectUnknownKeys();
        try {
            if (!SellerSettings.parse(seller.toString())
                    .seller()
                    .address()
                    .country()
                    .equals(country))
                throw new InvalidSettingsException(
                        reader.pathOf("country") + " must equal the seller's country in vat: " + country + ".");
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(reader.pathOf("") + " cannot issue invoices: " + e.getMessage() + ".");
        }
        return new SellerConfig(seller.toString());
    }

    private static String toSnakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}

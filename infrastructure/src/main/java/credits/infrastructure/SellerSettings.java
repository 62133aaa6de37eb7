package credits.infrastructure;

import com.fasterxml.jackson.databind.ObjectMapper;
import credits.wire.Stationery;
import java.util.Locale;

/// The seller on invoices and its branding: `seller` of a stage, see [Stationery].
///
/// @param text the settings as the functions read them
record SellerSettings(String text) {
    private static final String[] TEXTS = {
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
        "colour"
    };

    /// Reads the settings.
    ///
    /// @param country the seller's country according to the VAT settings
    static SellerSettings in(Keys keys, String country) {
        var seller = new ObjectMapper().createObjectNode();
        for (var name : TEXTS) seller.put(snake(name), keys.prose(name));
        seller.put("logo", keys.truth("logo"));
        keys.refuseOthers();
        try {
            if (!Stationery.parse(seller.toString())
                    .seller()
                    .address()
                    .country()
                    .equals(country))
                throw new InvalidSettings(
                        keys.path("country") + " must equal the seller's country in vat: " + country + ".");
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(keys.path("") + " cannot issue invoices: " + wrong.getMessage() + ".");
        }
        return new SellerSettings(seller.toString());
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}

package credits.settings;

import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.VatId;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// The seller and the layout of documents, which the deployment passes to functions in [EnvironmentVariable#SELLER]:
/// one JSON object whose optional texts may be empty.
///
/// @param timeZone the zone of the seller's days: of invoices' dates, VAT periods and number series
/// @param brandColour the colour of the documents, such as `#1f4fd8`
/// @param hasLogo whether the archive has a logo, as `brand/logo`
public record SellerSettings(Seller seller, ZoneId timeZone, String brandColour, boolean hasLogo) {
    /// The prefix of the archive's objects that documents show, such as the logo.
    public static final String BRAND_FOLDER = "brand/";

    private static final Set<String> FIELDS = Set.of(
            "name",
            "line1",
            "line2",
            "postal_code",
            "city",
            "region",
            "country",
            "vat_id",
            "platform",
            "registration",
            "contact",
            "time_zone",
            "colour",
            "logo");
    private static final int MAX_BYTES = 2_000; // Lambda limits all variables together to 4 KB

    /// Parses the settings. If no invoice can be issued with them, throws [IllegalArgumentException] with the reason.
    public static SellerSettings parse(String text) {
        try {
            if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES)
                throw new InvalidInputException("", "must have at most " + MAX_BYTES + " bytes");
            var fields = JsonFields.strict(Json.parse(text, MAX_BYTES), JsonPointer.ROOT, FIELDS);
            var address = new PostalAddress(
                    fields.text("line1"),
                    optional(fields, "line2"),
                    optional(fields, "postal_code"),
                    fields.text("city"),
                    optional(fields, "region"),
                    fields.text("country"));
            var vatId = new VatId(fields.text("vat_id"), VatId.Status.UNVERIFIED);
            if (!vatId.countryCode().equals(address.country()))
                throw new IllegalArgumentException("vat_id must begin with the country's letters");
            var seller = new Seller(
                    fields.text("name"),
                    address,
                    vatId.number(),
                    fields.text("platform"),
                    optional(fields, "registration"),
                    optional(fields, "contact"));
            return new SellerSettings(
                    seller, ZoneId.of(fields.text("time_zone")), fields.text("colour"), fields.booleanValue("logo"));
        } catch (InvalidInputException | DateTimeException other) {
            throw new IllegalArgumentException(other.getMessage(), other);
        }
    }

    private static Optional<String> optional(JsonFields fields, String name) {
        return Optional.of(fields.text(name)).filter(text -> !text.isBlank());
    }
}

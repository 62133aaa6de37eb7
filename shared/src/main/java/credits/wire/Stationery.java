package credits.wire;

import credits.topup.PostalAddress;
import credits.topup.Seller;
import credits.topup.VatId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// The seller and the layout of documents, which the deployment passes to functions in [Variable#SELLER]: one JSON
/// object whose optional texts may be empty.
///
/// @param colour the colour of the documents, such as `#1f4fd8`
/// @param hasLogo whether the archive has a logo, as `brand/logo`
public record Stationery(Seller seller, String colour, boolean hasLogo) {
    /// The prefix of the archive's objects that documents show, such as the logo.
    public static final String BRAND = "brand/";

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
            "colour",
            "logo");
    private static final int MOST_BYTES = 2_000; // Lambda limits all variables together to 4 KB

    /// Parses the settings. If no invoice can be issued with them, throws [IllegalArgumentException] with the reason.
    public static Stationery parse(String text) {
        try {
            if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES)
                throw new Malformed("", "must have at most " + MOST_BYTES + " bytes");
            var fields = Fields.closed(Json.parse(text, MOST_BYTES), Pointer.WHOLE, FIELDS);
            var address = new PostalAddress(
                    fields.text("line1"),
                    optional(fields, "line2"),
                    optional(fields, "postal_code"),
                    fields.text("city"),
                    optional(fields, "region"),
                    fields.text("country"));
            var vatId = new VatId(fields.text("vat_id"), VatId.Status.UNVERIFIED);
            if (!vatId.country().equals(address.country()))
                throw new IllegalArgumentException("vat_id must begin with the letters of country");
            var seller = new Seller(
                    fields.text("name"),
                    address,
                    vatId.number(),
                    fields.text("platform"),
                    optional(fields, "registration"),
                    optional(fields, "contact"));
            return new Stationery(seller, fields.text("colour"), fields.truth("logo"));
        } catch (Malformed other) {
            throw new IllegalArgumentException(other.getMessage(), other);
        }
    }

    private static Optional<String> optional(Fields fields, String name) {
        return Optional.of(fields.text(name)).filter(text -> !text.isBlank());
    }
}

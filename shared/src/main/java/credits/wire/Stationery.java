package credits.wire;

import credits.topup.PostalAddress;
import credits.topup.Seller;
import credits.topup.VatId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// Who sells, and how their paper looks, as the deployment tells the functions in [Variable#SELLER]: one JSON object,
/// whose optional texts may be empty.
///
/// @param colour of the paper, such as `#1f4fd8`
/// @param hasLogo is there a logo in the archive, as `brand/logo`?
public record Stationery(Seller seller, String colour, boolean hasLogo) {
    /// Begins the names of what the paper shows, in the archive.
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
    private static final int MOST_BYTES = 2_000; // Lambda takes 4 KB of all variables together

    /// Reads it; what no invoice can be issued by is an [IllegalArgumentException] that says why.
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

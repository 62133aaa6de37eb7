package credits.topup;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A VAT identification number of the EU, with two letters in front: what it is like, not whether it exists.
///
/// @param status what the EU's register (VIES) said of it
/// @param evidence when it was asked; empty while it was not
public record VatId(String number, Status status, Optional<Evidence> evidence) {
    private static final Pattern NUMBER = Pattern.compile("[A-Z]{2}[0-9A-Z+*]{2,12}");

    /// What the register said.
    public enum Status {
        /// Not asked yet, or it did not answer.
        UNVERIFIED,
        VERIFIED,
        INVALID
    }

    /// That the register was asked, for the tax office.
    ///
    /// @param reference of the register for the consultation; it does not always give one
    public record Evidence(Instant at, Optional<String> reference) {}

    public VatId {
        if (!NUMBER.matcher(number).matches())
            throw new IllegalArgumentException("must be two capital letters and 2 to 12 letters and digits");
    }

    /// One that the register was not asked about, or a status without its evidence.
    public VatId(String number, Status status) {
        this(number, status, Optional.empty());
    }

    /// The country's ISO code: the letters in front, but Greece's are EL and Northern Ireland's XI.
    public String country() {
        var letters = number.substring(0, 2);
        return switch (letters) {
            case "EL" -> "GR";
            case "XI" -> "GB";
            default -> letters;
        };
    }
}

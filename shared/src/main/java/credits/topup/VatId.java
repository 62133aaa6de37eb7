package credits.topup;

import java.util.regex.Pattern;

/// A VAT identification number of the EU, with two letters in front: what it is like, not whether it exists.
///
/// @param status what the EU's register (VIES) said of it
public record VatId(String number, Status status) {
    private static final Pattern NUMBER = Pattern.compile("[A-Z]{2}[0-9A-Z+*]{2,12}");

    /// What the register said.
    public enum Status {
        /// Not asked yet, or it did not answer.
        UNVERIFIED,
        VERIFIED,
        INVALID
    }

    public VatId {
        if (!NUMBER.matcher(number).matches())
            throw new IllegalArgumentException("must be two capital letters and 2 to 12 letters and digits");
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

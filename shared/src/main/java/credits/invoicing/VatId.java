package credits.invoicing;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A VAT identification number of the EU, with a two-letter prefix.
///
/// @param status the result of checking with the EU's register (VIES)
/// @param evidence when it was checked; empty if it has not been
public record VatId(String number, Status status, Optional<Evidence> evidence) {
    private static final Pattern FORMAT = Pattern.compile("[A-Z]{2}[0-9A-Z+*]{2,12}");

    /// The answer of the register.
    public enum Status {
        /// Not checked yet, or the register did not answer.
        UNVERIFIED,
        VERIFIED,
        INVALID
    }

    /// The evidence of a check with the register, for the tax office.
    ///
    /// @param consultationNumber the register's consultation number, which it does not always give
    public record Evidence(Instant checkedAt, Optional<String> consultationNumber) {}

    public VatId {
        if (!FORMAT.matcher(number).matches())
            throw new IllegalArgumentException("must be two capital letters and 2 to 12 letters and digits");
    }

    /// Creates a VAT ID that was not checked, or one with a status without evidence.
    public VatId(String number, Status status) {
        this(number, status, Optional.empty());
    }

    /// Whether `other` is the same number, whatever the register says of it.
    public boolean hasSameNumber(VatId other) {
        return number.equals(other.number);
    }

    /// Returns this number with the result of another check. A register that gives no answer takes back none: the last
    /// one stands, with its evidence.
    public VatId withResult(VatId checked) {
        if (!hasSameNumber(checked)) throw new IllegalArgumentException("another number");
        return checked.status == Status.UNVERIFIED && status != Status.UNVERIFIED ? this : checked;
    }

    /// Whether the register knows the number as valid.
    public boolean isVerified() {
        return status == Status.VERIFIED;
    }

    /// Whether the register's answer is missing, or was given before `oldest`.
    public boolean isDue(Instant oldest) {
        return status == Status.UNVERIFIED
                || evidence.filter(each -> !each.checkedAt().isBefore(oldest)).isEmpty();
    }

    /// Whether it is one of the EU's VAT numbers, or of Northern Ireland's.
    public boolean isOfTheEu() {
        return number.startsWith("XI") || EuVatArea.isMemberState(countryCode());
    }

    /// Whether it has the form and the check digits of the numbers of its country.
    public boolean isWellFormed() {
        return VatIdFormat.matches(number);
    }

    /// Whether an invoice may show it as a VAT number.
    public boolean isPrintable() {
        return status != Status.INVALID;
    }

    /// Returns the country's ISO code: the prefix, except that Greece's is EL and Northern Ireland's XI.
    public String countryCode() {
        var letters = number.substring(0, 2);
        return switch (letters) {
            case "EL" -> "GR";
            case "XI" -> "GB";
            default -> letters;
        };
    }
}

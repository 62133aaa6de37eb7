package credits.topup;

import java.util.Optional;
import java.util.regex.Pattern;

/// The address of a company or a person.
///
/// @param line1 street and house number
/// @param line2 further details for delivery, such as the floor
/// @param postalCode empty in countries without postal codes
/// @param region where the country uses one
/// @param country ISO 3166-1 alpha-2, such as `IT`
public record PostalAddress(
        String line1,
        Optional<String> line2,
        Optional<String> postalCode,
        String city,
        Optional<String> region,
        String country) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    public PostalAddress {
        if (!COUNTRY.matcher(country).matches()) throw new IllegalArgumentException("not a country: " + country);
    }

    /// Returns the address of `buyer`.
    public static PostalAddress of(Buyer buyer) {
        return new PostalAddress(
                buyer.line1(),
                buyer.line2(),
                Optional.of(buyer.postalCode()).filter(code -> !code.isBlank()),
                buyer.city(),
                buyer.region(),
                buyer.country());
    }
}

package credits.topup;

import java.util.Optional;

/// The seller of the credits, from the settings of the deployment.
///
/// @param name the full legal name
/// @param vatId prefixed with the country, such as `IT00743110157`
/// @param platform the product that the credits are for, as customers know it
/// @param registration further details that national law requires, such as register and capital; one line
/// @param contact the e-mail address for questions about invoices
public record Seller(
        String name,
        PostalAddress address,
        String vatId,
        String platform,
        Optional<String> registration,
        Optional<String> contact) {
    public Seller {
        if (name.isBlank() || platform.isBlank() || vatId.isBlank()) {
            throw new IllegalArgumentException("a seller has a name, a platform and a VAT number");
        }
    }
}

package credits.topup;

import java.util.Optional;

/// Who sells the credits, as the settings of the deployment say.
///
/// @param name the full legal name
/// @param vatId with the country in front, such as `IT00743110157`
/// @param platform what the credits are for, as customers know it
/// @param registration what national law wants said too, such as register and capital; one line
/// @param contact where questions about an invoice go, an e-mail address
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

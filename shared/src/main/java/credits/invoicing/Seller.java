package credits.invoicing;

import java.util.Optional;

/// The seller of the credits, from the settings of the deployment.
///
/// @param legalName the full legal name
/// @param vatId prefixed with the country, such as `IT00743110157`
/// @param platformName the product that the credits are for, as customers know it
/// @param registration further details that national law requires, such as register and capital; one line
/// @param contactEmail the e-mail address for questions about invoices
public record Seller(
        String legalName,
        PostalAddress address,
        String vatId,
        String platformName,
        Optional<String> registration,
        Optional<String> contactEmail) {
    public Seller {
        if (legalName.isBlank() || platformName.isBlank() || vatId.isBlank()) {
            throw new IllegalArgumentException("a seller must have a name, a platform and a VAT ID");
        }
    }
}

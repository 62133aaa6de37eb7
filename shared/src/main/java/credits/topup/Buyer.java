package credits.topup;

import java.util.Optional;

/// The billing profile: the details that invoices are made out to. Personal data, kept in the profile and with
/// payments, and never in the chain.
///
/// @param region where the country uses one
/// @param country ISO 3166-1 alpha-2
/// @param vatId prefixed with the country's two letters
/// @param language the language of invoices, two letters
public record Buyer(
        String legalName,
        String line1,
        Optional<String> line2,
        String postalCode,
        String city,
        Optional<String> region,
        String country,
        Optional<VatId> vatId,
        String language,
        String email) {
    /// Returns the profile with the VAT ID as checked with the register.
    public Buyer with(VatId known) {
        return new Buyer(
                legalName, line1, line2, postalCode, city, region, country, Optional.of(known), language, email);
    }
}

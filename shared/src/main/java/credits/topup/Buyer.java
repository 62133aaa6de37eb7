package credits.topup;

import java.util.Optional;

/// Who an invoice is made out to. Personal data: it stands in the profile and with payments, never in the chain.
///
/// @param region where the country writes one
/// @param country ISO 3166-1 alpha-2
/// @param vatId with the country's two letters in front
/// @param language of invoices, two letters
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
    /// The same with what the register says of the VAT number.
    public Buyer with(VatId known) {
        return new Buyer(
                legalName, line1, line2, postalCode, city, region, country, Optional.of(known), language, email);
    }
}

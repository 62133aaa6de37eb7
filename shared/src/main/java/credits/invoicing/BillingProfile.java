package credits.invoicing;

import java.util.Optional;

/// The billing profile: the details that invoices are made out to. Personal data, kept in the profile and with
/// payments, and never in the chain.
///
/// @param region where the country uses one
/// @param country ISO 3166-1 alpha-2
/// @param vatId prefixed with the country's two letters
/// @param language the language of invoices, two letters
public record BillingProfile(
        String legalName,
        String line1,
        Optional<String> line2,
        String postalCode,
        String city,
        Optional<String> region,
        String country,
        Optional<VatId> vatId,
        String language,
        String email,
        BuyerReferences references) {
    /// Creates a profile without references.
    public BillingProfile(
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
        this(legalName, line1, line2, postalCode, city, region, country, vatId, language, email, BuyerReferences.NONE);
    }

    /// Returns the profile with the VAT ID as checked with the register.
    public BillingProfile withVatId(VatId newVatId) {
        return with(Optional.of(newVatId), references);
    }

    /// Returns the profile with other references.
    public BillingProfile withReferences(BuyerReferences newReferences) {
        return with(vatId, newReferences);
    }

    private BillingProfile with(Optional<VatId> newVatId, BuyerReferences newReferences) {
        return new BillingProfile(
                legalName, line1, line2, postalCode, city, region, country, newVatId, language, email, newReferences);
    }

    /// Whether an invoice made out to `other` would say the same.
    public boolean readsLike(BillingProfile other) {
        var number = vatId.filter(VatId::isPrintable).map(VatId::number);
        var otherNumber = other.vatId.filter(VatId::isPrintable).map(VatId::number);
        return number.equals(otherNumber)
                && with(Optional.empty(), references).equals(other.with(Optional.empty(), other.references));
    }
}

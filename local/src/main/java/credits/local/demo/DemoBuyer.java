package credits.local.demo;

import java.util.Optional;

/// The buyer on the invoices of a demo organisation.
///
/// @param country ISO 3166-1 alpha-2
/// @param vatId empty if it has none
/// @param language the language of the invoices
public record DemoBuyer(
        String legalName,
        String street,
        String postalCode,
        String city,
        String country,
        Optional<String> vatId,
        String language) {}

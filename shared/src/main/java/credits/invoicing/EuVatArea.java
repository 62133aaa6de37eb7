package credits.invoicing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The VAT area of the EU: the member state whose VAT applies at an address (Directive 2006/112/EC, articles 5 to 7).
public final class EuVatArea {
    private static final Set<String> MEMBER_STATES = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    // Article 7: treated as part of a member state.
    private static final Map<String, String> TREATED_AS = Map.of("MC", "FR");

    // Article 6: the postal codes of territories that are outside. Those with a country code of their own, such as
    // Åland's AX, are outside as other countries are.
    private static final Map<String, List<String>> EXCLUDED_POSTAL_CODES = Map.of(
            "DE", List.of("27498", "78266"), // Heligoland, Büsingen
            "ES", List.of("35", "38", "51", "52"), // the Canary Islands, Ceuta, Melilla
            "FI", List.of("22"), // Åland
            "FR", List.of("97", "986", "987", "988"), // what lies overseas
            "GR", List.of("63086", "63087"), // Mount Athos
            "IT", List.of("22061", "23041")); // Campione d'Italia, Livigno

    private EuVatArea() {}

    /// Returns the ISO code of the member state whose VAT applies at the address of `buyer`; empty outside the area.
    ///
    /// Northern Ireland belongs to the area for goods only (Protocol on Ireland and Northern Ireland, article 8).
    public static Optional<String> memberState(BillingProfile buyer) {
        var country = TREATED_AS.getOrDefault(buyer.country(), buyer.country());
        if (!MEMBER_STATES.contains(country)) return Optional.empty();
        var digits = buyer.postalCode().replaceAll("[^0-9]", "");
        boolean isExcluded = EXCLUDED_POSTAL_CODES.getOrDefault(buyer.country(), List.of()).stream()
                .anyMatch(digits::startsWith);
        return isExcluded ? Optional.empty() : Optional.of(country);
    }

    /// Whether a VAT number of the EU can be that of a buyer at an address in `country`.
    public static boolean hasNumbersOf(String country, VatId id) {
        return id.countryCode().equals(TREATED_AS.getOrDefault(country, country));
    }

    /// Whether the VAT that `buyer` pays depends on what the register says of the buyer's VAT number.
    ///
    /// @param sellerCountry the seller's country, ISO 3166-1 alpha-2
    public static boolean isVatIdDecisive(BillingProfile buyer, String sellerCountry) {
        return memberState(buyer)
                .filter(country -> !country.equals(sellerCountry))
                .flatMap(_ -> buyer.vatId())
                .filter(id -> hasNumbersOf(buyer.country(), id))
                .isPresent();
    }

    /// Returns the ISO codes of the member states.
    static Set<String> memberStates() {
        return MEMBER_STATES;
    }

    /// Whether the prefix of a VAT number is one of the EU.
    static boolean isMemberState(String country) {
        return MEMBER_STATES.contains(country);
    }
}

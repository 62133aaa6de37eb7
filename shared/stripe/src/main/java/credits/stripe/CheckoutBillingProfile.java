package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import credits.invoicing.DocumentCharacters;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.VatId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The billing profile that the buyer entered on Stripe's payment page.
final class CheckoutBillingProfile {
    private CheckoutBillingProfile() {}

    /// The buyer; empty if the page did not ask for everything that an invoice needs, or an invoice could not
    /// show it: it never names nobody.
    ///
    /// @param existing provides what the page does not ask for: the VAT number, the language and the
    ///     references of the invoice
    static Optional<BillingProfile> from(Session session, Optional<BillingProfile> existing) {
        var details = session.getCustomerDetails();
        if (details == null
                || details.getAddress() == null
                || details.getAddress().getCountry() == null) return Optional.empty();
        var address = details.getAddress();
        var name = Optional.ofNullable(details.getBusinessName())
                .or(() -> Optional.ofNullable(details.getName()))
                .filter(CheckoutBillingProfile::isShown)
                .or(() -> existing.map(BillingProfile::legalName));
        if (name.isEmpty() || !isShown(orEmpty(address.getLine1())) || !isShown(orEmpty(address.getCity())))
            return Optional.empty();
        return Optional.of(new BillingProfile(
                name.get(),
                orEmpty(address.getLine1()),
                Optional.ofNullable(address.getLine2()),
                orEmpty(address.getPostalCode()),
                orEmpty(address.getCity()),
                Optional.ofNullable(address.getState()),
                address.getCountry(),
                vatId(details, existing.flatMap(BillingProfile::vatId)),
                existing.map(BillingProfile::language)
                        .orElseGet(() ->
                                DocumentLanguage.ofCountry(address.getCountry()).tag()),
                orEmpty(details.getEmail()),
                existing.map(BillingProfile::references).orElse(BuyerReferences.NONE)));
    }

    private static boolean isShown(String text) {
        return !text.isBlank() && DocumentCharacters.areShown(text);
    }

    // The page shows the number that we gave Stripe. A known one keeps what the register said of it.
    private static Optional<VatId> vatId(Session.CustomerDetails details, Optional<VatId> known) {
        var taxIds = Optional.ofNullable(details.getTaxIds()).orElse(List.of());
        return taxIds.stream()
                .filter(id -> "eu_vat".equals(id.getType()) && id.getValue() != null)
                .map(id -> id.getValue().toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z+*]", ""))
                .filter(number -> number.matches("[A-Z]{2}[0-9A-Z+*]{2,12}"))
                .map(number -> new VatId(number, VatId.Status.UNVERIFIED))
                .filter(id -> known.filter(id::hasSameNumber).isEmpty())
                .findFirst()
                .or(() -> known);
    }

    private static String orEmpty(@Nullable String value) {
        return Optional.ofNullable(value).orElse("");
    }
}

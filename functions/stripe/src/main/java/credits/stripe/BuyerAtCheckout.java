package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.topup.Buyer;
import credits.topup.VatId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The billing profile that the buyer entered on Stripe's payment page.
final class BuyerAtCheckout {
    private BuyerAtCheckout() {}

    /// The buyer; empty if the page did not ask for everything that an invoice needs.
    ///
    /// @param known provides the language of the invoice, which the page does not ask for
    static Optional<Buyer> of(Session session, Optional<Buyer> known) {
        var details = session.getCustomerDetails();
        if (details == null
                || details.getAddress() == null
                || details.getAddress().getCountry() == null) return Optional.empty();
        var address = details.getAddress();
        var name = Optional.ofNullable(details.getBusinessName()).or(() -> Optional.ofNullable(details.getName()));
        return Optional.of(new Buyer(
                name.orElse(""),
                text(address.getLine1()),
                Optional.ofNullable(address.getLine2()),
                text(address.getPostalCode()),
                text(address.getCity()),
                Optional.ofNullable(address.getState()),
                address.getCountry(),
                vatId(details),
                known.map(Buyer::language).orElse("en"),
                text(details.getEmail())));
    }

    private static Optional<VatId> vatId(Session.CustomerDetails details) {
        if (details.getTaxIds() == null) return Optional.empty();
        return details.getTaxIds().stream()
                .filter(id -> "eu_vat".equals(id.getType()) && id.getValue() != null)
                .map(id -> id.getValue().toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z+*]", ""))
                .filter(number -> number.matches("[A-Z]{2}[0-9A-Z+*]{2,12}"))
                .map(number -> new VatId(number, VatId.Status.UNVERIFIED))
                .findFirst();
    }

    private static String text(@Nullable String value) {
        return Optional.ofNullable(value).orElse("");
    }
}

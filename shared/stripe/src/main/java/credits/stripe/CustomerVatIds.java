package credits.stripe;

import com.stripe.param.CustomerTaxIdCreateParams;
import com.stripe.param.CustomerTaxIdListParams;
import java.util.Optional;

/// The VAT numbers of Stripe's customers, by which Stripe Tax decides whether the buyer owes the VAT. Stripe takes any
/// number of the right form for that, so that it must have none that the register has not verified.
final class CustomerVatIds {
    private static final long MAX_TAX_IDS = 100;

    private final StripeApi stripe;

    CustomerVatIds(StripeApi stripe) {
        this.stripe = stripe;
    }

    /// Makes `number` the only number of `customer`, or removes all. Safe to repeat.
    void replace(String customer, Optional<String> number) {
        var limit = CustomerTaxIdListParams.builder().setLimit(MAX_TAX_IDS).build();
        var known = stripe.call(client -> client.v1().customers().taxIds().list(customer, limit))
                .getData();
        for (var each : known) {
            if (!number.equals(Optional.ofNullable(each.getValue()))) {
                var _ = stripe.call(client -> client.v1().customers().taxIds().delete(customer, each.getId()));
            }
        }
        boolean isKnown = known.stream().anyMatch(each -> number.equals(Optional.ofNullable(each.getValue())));
        number.filter(_ -> !isKnown).ifPresent(missing -> add(customer, missing));
    }

    private void add(String customer, String number) {
        var taxId = CustomerTaxIdCreateParams.builder()
                .setType(CustomerTaxIdCreateParams.Type.EU_VAT)
                .setValue(number)
                .build();
        var _ = stripe.call(client -> client.v1().customers().taxIds().create(customer, taxId));
    }
}

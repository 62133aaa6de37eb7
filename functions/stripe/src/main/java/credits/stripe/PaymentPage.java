package credits.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.AdaptivePricing;
import com.stripe.param.checkout.SessionCreateParams.AutomaticTax;
import com.stripe.param.checkout.SessionCreateParams.BillingAddressCollection;
import com.stripe.param.checkout.SessionCreateParams.CustomerUpdate;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.ProductData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.TaxBehavior;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData;
import com.stripe.param.checkout.SessionCreateParams.SubmitType;
import com.stripe.param.checkout.SessionCreateParams.TaxIdCollection;
import credits.ledger.Customers;
import credits.topup.Payment;
import credits.topup.Payment.Checkout;
import credits.topup.PaymentId;
import credits.topup.Vat.AtCheckout;
import credits.topup.Vat.Decided;
import java.net.URI;

/// Opens Stripe Checkout sessions for top-ups whose record has been written.
///
/// All parameters come from that record and from settings, so that a retry sends the same ones and Stripe returns the
/// same session. No user input becomes part of a URL.
public final class PaymentPage {
    /// The metadata keys that identify the payment of a session. A session is looked up by them, and trusted only if it
    /// agrees with our record.
    static final String ORGANISATION = "organisation";
    static final String PAYMENT = "payment";

    // Constant, so that a retry sends the same parameters.
    private static final String NET = "Excludes VAT, which is added at checkout. The full net amount is credited.";

    private final StripeApi stripe;
    private final Customers customers;
    private final URI returnUrl;
    private final String seller;

    /// Creates the service.
    ///
    /// @param returnUrl our page that members return to
    /// @param seller the country whose VAT is charged, ISO 3166-1 alpha-2
    public PaymentPage(StripeApi stripe, Customers customers, URI returnUrl, String seller) {
        this.stripe = stripe;
        this.customers = customers;
        this.returnUrl = returnUrl;
        this.seller = seller;
    }

    /// The session of `payment`, opened now or earlier.
    public Checkout open(Payment payment) {
        var customer = customers
                .find(payment.organisation())
                .orElseGet(() -> customers.keep(payment.organisation(), stripe.customer(payment.organisation())));
        var session =
                stripe.open(parameters(payment, customer), "top_up-" + payment.organisation() + "-" + payment.id());
        return new Checkout(session.getId(), String.valueOf(session.getUrl()));
    }

    /// The reference of the payment in Stripe's dashboard and reports.
    static String reference(Payment payment) {
        return new PaymentId(payment.id()).toString();
    }

    private SessionCreateParams parameters(Payment payment, String customer) {
        var page = SessionCreateParams.builder()
                .setMode(Mode.PAYMENT)
                .setCustomer(customer)
                .setClientReferenceId(reference(payment))
                .putMetadata(ORGANISATION, payment.organisation().value())
                .putMetadata(PAYMENT, payment.id().toString())
                .setPaymentIntentData(PaymentIntentData.builder()
                        .putMetadata(ORGANISATION, payment.organisation().value())
                        .putMetadata(PAYMENT, payment.id().toString())
                        .build())
                .setSubmitType(SubmitType.PAY)
                .setAllowPromotionCodes(false)
                // Credits are in EUR, so Stripe must not convert from another currency.
                .setAdaptivePricing(AdaptivePricing.builder().setEnabled(false).build())
                .setExpiresAt(payment.expiresAt().getEpochSecond())
                .setSuccessUrl(address("returned", payment))
                .setCancelUrl(address("cancelled", payment));
        switch (payment.vat()) {
            case Decided decided -> page.addLineItem(credits(payment, decided));
            case AtCheckout() -> taxedByStripe(page, payment);
        }
        return page.build();
    }

    private LineItem credits(Payment payment, Decided vat) {
        var item = item(payment);
        if (vat.hundredths() > 0) item.addTaxRate(stripe.taxRate(seller, vat.hundredths()));
        return item.build();
    }

    private static void taxedByStripe(SessionCreateParams.Builder page, Payment payment) {
        page.addLineItem(item(payment).build())
                .setAutomaticTax(AutomaticTax.builder().setEnabled(true).build())
                .setTaxIdCollection(TaxIdCollection.builder().setEnabled(true).build())
                .setBillingAddressCollection(BillingAddressCollection.REQUIRED)
                .setCustomerUpdate(CustomerUpdate.builder()
                        .setAddress(CustomerUpdate.Address.AUTO)
                        .setName(CustomerUpdate.Name.AUTO)
                        .build());
    }

    private static LineItem.Builder item(Payment payment) {
        return LineItem.builder()
                .setQuantity(1L)
                .setPriceData(PriceData.builder()
                        .setCurrency("eur")
                        .setUnitAmount(payment.netCents())
                        .setTaxBehavior(TaxBehavior.EXCLUSIVE)
                        .setProductData(ProductData.builder()
                                .setName("Credits")
                                .setDescription(NET)
                                .build())
                        .build());
    }

    private String address(String outcome, Payment payment) {
        return returnUrl + (returnUrl.getQuery() == null ? "?" : "&") + "top_up=" + reference(payment) + "&" + outcome;
    }
}

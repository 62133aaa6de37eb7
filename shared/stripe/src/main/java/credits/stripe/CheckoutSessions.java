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
import com.stripe.param.checkout.SessionCreateParams.PaymentMethodOptions;
import com.stripe.param.checkout.SessionCreateParams.PaymentMethodOptions.Card.RequestThreeDSecure;
import com.stripe.param.checkout.SessionCreateParams.SubmitType;
import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.PendingVat;
import credits.invoicing.VatId;
import credits.payment.Payment;
import credits.payment.Payment.CheckoutSession;
import credits.payment.store.StripeCustomers;
import java.net.URI;
import java.util.Optional;

/// Opens Stripe Checkout sessions for top-ups whose record has been written, and expires them.
///
/// All parameters come from that record and from settings, so that a retry sends the same ones and Stripe returns the
/// same session. No user input becomes part of a URL.
public final class CheckoutSessions {
    /// The metadata keys that identify the payment of a session. A session is looked up by them, and trusted only if it
    /// agrees with our record.
    static final String ORGANISATION_METADATA = "organisation";
    static final String PAYMENT_METADATA = "payment";

    // Constant, so that a retry sends the same parameters.
    private static final String NET_OF_VAT_DESCRIPTION =
            "Excludes VAT, which is added at checkout. The full net amount is credited.";

    private final StripeApi stripe;
    private final StripeCustomers stripeCustomers;
    private final URI returnUrl;
    private final String sellerCountry;
    private final ThreeDSecure threeDSecure;

    /// When the bank is asked to authenticate the cardholder.
    public enum ThreeDSecure {
        /// When the law or Stripe's rules require it.
        AUTOMATIC(RequestThreeDSecure.AUTOMATIC),
        /// Whenever the card supports it; the bank may do without a challenge.
        ANY(RequestThreeDSecure.ANY),
        /// Whenever the card supports it, with a challenge if the bank can.
        CHALLENGE(RequestThreeDSecure.CHALLENGE);

        private final RequestThreeDSecure parameter;

        ThreeDSecure(RequestThreeDSecure parameter) {
            this.parameter = parameter;
        }
    }

    /// Creates the service.
    ///
    /// @param returnUrl our page that members return to
    /// @param sellerCountry the country whose VAT is charged, ISO 3166-1 alpha-2
    public CheckoutSessions(
            StripeApi stripe,
            StripeCustomers stripeCustomers,
            URI returnUrl,
            String sellerCountry,
            ThreeDSecure threeDSecure) {
        this.stripe = stripe;
        this.stripeCustomers = stripeCustomers;
        this.returnUrl = returnUrl;
        this.sellerCountry = sellerCountry;
        this.threeDSecure = threeDSecure;
    }

    /// The session of `payment`, opened now or earlier.
    public CheckoutSession openSession(Payment payment) {
        var customer = stripeCustomers
                .findCustomerId(payment.organisation())
                .orElseGet(() -> stripeCustomers.saveIfAbsent(
                        payment.organisation(), stripe.createCustomer(payment.organisation())));
        if (payment.vat() instanceof PendingVat) new CustomerVatIds(stripe).replace(customer, verifiedVatId(payment));
        var session = stripe.createSession(
                sessionParameters(payment, customer), "top_up-" + payment.organisation() + "-" + payment.id());
        return new CheckoutSession(session.getId(), String.valueOf(session.getUrl()), Optional.empty());
    }

    private static Optional<String> verifiedVatId(Payment payment) {
        return payment.buyer()
                .flatMap(BillingProfile::vatId)
                .filter(id -> id.status() == VatId.Status.VERIFIED)
                .map(VatId::number);
    }

    /// Expires the session of `payment`, unless it has been paid or has expired: [CheckoutFulfilment#refresh] tells.
    public void expireSession(Payment payment) {
        payment.checkoutSession().ifPresent(session -> stripe.expireSession(session.sessionId()));
    }

    /// The reference of the payment in Stripe's dashboard and reports.
    static String clientReferenceId(Payment payment) {
        return new PaymentId(payment.id()).toString();
    }

    private SessionCreateParams sessionParameters(Payment payment, String customer) {
        var builder = SessionCreateParams.builder()
                .setMode(Mode.PAYMENT)
                .setCustomer(customer)
                .setClientReferenceId(clientReferenceId(payment))
                .putMetadata(ORGANISATION_METADATA, payment.organisation().value())
                .putMetadata(PAYMENT_METADATA, payment.id().toString())
                .setPaymentIntentData(PaymentIntentData.builder()
                        .putMetadata(
                                ORGANISATION_METADATA, payment.organisation().value())
                        .putMetadata(PAYMENT_METADATA, payment.id().toString())
                        .build())
                .setPaymentMethodOptions(PaymentMethodOptions.builder()
                        .setCard(PaymentMethodOptions.Card.builder()
                                .setRequestThreeDSecure(threeDSecure.parameter)
                                .build())
                        .build())
                .setSubmitType(SubmitType.PAY)
                .setAllowPromotionCodes(false)
                // Credits are in EUR, so Stripe must not convert from another currency.
                .setAdaptivePricing(AdaptivePricing.builder().setEnabled(false).build())
                .setExpiresAt(payment.expiresAt().getEpochSecond())
                .setSuccessUrl(returnUrl("returned", payment))
                .setCancelUrl(returnUrl("cancelled", payment));
        switch (payment.vat()) {
            case DecidedVat vat -> builder.addLineItem(taxedLineItem(payment, vat));
            case PendingVat() -> addTaxedLineItem(builder, payment);
        }
        return builder.build();
    }

    private LineItem taxedLineItem(Payment payment, DecidedVat vat) {
        var item = lineItem(payment);
        if (vat.rateBasisPoints() > 0)
            item.addTaxRate(stripe.findOrCreateTaxRate(vat.country().orElse(sellerCountry), vat.rateBasisPoints()));
        return item.build();
    }

    private static void addTaxedLineItem(SessionCreateParams.Builder page, Payment payment) {
        page.addLineItem(lineItem(payment).build())
                .setAutomaticTax(AutomaticTax.builder().setEnabled(true).build())
                .setBillingAddressCollection(BillingAddressCollection.REQUIRED)
                .setCustomerUpdate(CustomerUpdate.builder()
                        .setAddress(CustomerUpdate.Address.AUTO)
                        .setName(CustomerUpdate.Name.AUTO)
                        .build());
    }

    private static LineItem.Builder lineItem(Payment payment) {
        return LineItem.builder()
                .setQuantity(1L)
                .setPriceData(PriceData.builder()
                        .setCurrency("eur")
                        .setUnitAmount(payment.net().toCents())
                        .setTaxBehavior(TaxBehavior.EXCLUSIVE)
                        .setProductData(ProductData.builder()
                                .setName("Credits")
                                .setDescription(NET_OF_VAT_DESCRIPTION)
                                .build())
                        .build());
    }

    private String returnUrl(String outcome, Payment payment) {
        return returnUrl + (returnUrl.getQuery() == null ? "?" : "&") + "top_up=" + clientReferenceId(payment) + "&"
                + outcome;
    }
}

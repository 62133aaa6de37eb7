package credits.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import credits.identity.PaymentId;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Paid;
import java.util.Optional;

/// Returns VAT that turned out not to be due. Such a refund is known by its metadata, wherever Stripe tells of it.
public final class VatRefunds {
    private static final String METADATA = "credits_refund";
    private static final String OF_VAT = "vat";

    private final StripeApi stripe;

    public VatRefunds(StripeApi stripe) {
        this.stripe = stripe;
    }

    /// Whether a refund returns VAT that was not due.
    static boolean isOne(Refund refund) {
        return refund.getMetadata() != null
                && OF_VAT.equals(refund.getMetadata().get(METADATA));
    }

    /// Returns the refund of the VAT of `payment`: the one that Stripe has, or a new one; empty if Stripe refuses it.
    /// Safe to repeat, also after Stripe has forgotten the key of an earlier attempt.
    public Optional<PaymentUpdate.Refund> refund(Payment payment) {
        var paid = payment.state().paid().orElseThrow();
        return stripe.listRefunds(paid.paymentIntentId()).stream()
                .filter(VatRefunds::isOne)
                .findFirst()
                .or(() -> create(payment, paid))
                .map(ReversalProcessor::refundUpdate);
    }

    private Optional<Refund> create(Payment payment, Paid paid) {
        var id = new PaymentId(payment.id()).toString();
        var refund = RefundCreateParams.builder()
                .setPaymentIntent(paid.paymentIntentId())
                .setAmount(payment.vatAmount().orElseThrow().toCents())
                .putMetadata(METADATA, OF_VAT)
                .putMetadata("payment", id)
                .build();
        var key = RequestOptions.builder().setIdempotencyKey("vat-" + id).build();
        return stripe.call(client -> {
            try {
                return Optional.of(client.v1().refunds().create(refund, key));
            } catch (InvalidRequestException refused) {
                return Optional.empty();
            }
        });
    }
}

package credits.stripe;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.payment.store.PaymentLedger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/// Counts the payments of an organisation that banks decline. After too many in a day, the payment page on which cards
/// are being tried is closed, and no other is opened that day.
public final class DeclinedPayments {
    private final StripeApi stripe;
    private final PaymentLedger paymentLedger;
    private final int maximum;

    /// @param maximum the number of declined payments in a day at which payment pages are closed
    public DeclinedPayments(StripeApi stripe, PaymentLedger paymentLedger, int maximum) {
        this.stripe = stripe;
        this.paymentLedger = paymentLedger;
        this.maximum = maximum;
    }

    /// Counts the declined payment of which an event tells, once.
    ///
    /// @param metadata that of the payment intent, which names the top-up
    UpdateOutcome count(Map<String, String> metadata, UpdateSource source) {
        var organisation = metadata.get(CheckoutSessions.ORGANISATION_METADATA);
        var key = metadata.get(CheckoutSessions.PAYMENT_METADATA);
        if (organisation == null || key == null) return new UpdateOutcome.NotOurs();
        var payment =
                UniqueId.parse(key).flatMap(id -> paymentLedger.store().find(new OrganisationId(organisation), id));
        if (payment.isEmpty()) return new UpdateOutcome.NotOurs();
        var date = LocalDate.ofInstant(source.occurredAt(), ZoneOffset.UTC);
        var day = paymentLedger.topUpDays().addDecline(payment.get().organisation(), date, source.eventId(), maximum);
        if (day.declines().size() >= maximum && payment.get().isPayableAt(source.receivedAt()))
            payment.get().checkoutSession().ifPresent(session -> stripe.expireSession(session.sessionId()));
        return new UpdateOutcome.Applied(payment.get());
    }
}

package credits.stripe;

import credits.json.Json;
import credits.logging.AlarmName;
import credits.payment.QuarantineReason;
import credits.payment.store.PaymentQuarantine;
import credits.payment.store.QuarantinedPayment;

/// Quarantines objects that contradict our records: stores them for a person to review and writes the log line that
/// the alarm counts.
public final class QuarantineRecorder {
    private final PaymentQuarantine quarantine;

    public QuarantineRecorder(PaymentQuarantine quarantine) {
        this.quarantine = quarantine;
    }

    /// Quarantines the object with Stripe's id `stripeObjectId`. Safe to repeat.
    UpdateOutcome.Quarantined add(String stripeObjectId, QuarantineReason reason, UpdateSource source) {
        var _ = quarantine.add(toQuarantined(stripeObjectId, reason, source));
        logAlarm(stripeObjectId, reason, source);
        return new UpdateOutcome.Quarantined(reason);
    }

    /// The same, but raises the alarm only once a month: for what every sweep finds again.
    UpdateOutcome.Quarantined addOnce(String stripeObjectId, QuarantineReason reason, UpdateSource source) {
        if (quarantine.add(toQuarantined(stripeObjectId, reason, source))) logAlarm(stripeObjectId, reason, source);
        return new UpdateOutcome.Quarantined(reason);
    }

    private static QuarantinedPayment toQuarantined(
            String stripeObjectId, QuarantineReason reason, UpdateSource source) {
        return new QuarantinedPayment(stripeObjectId, reason, source.eventId(), source.occurredAt());
    }

    private static void logAlarm(String stripeObjectId, QuarantineReason reason, UpdateSource source) {
        source.log()
                .accept(Json.object()
                        .put("alarm", AlarmName.PAYMENT_QUARANTINED.text())
                        .put("reason", reason.code())
                        .put("object", stripeObjectId)
                        .put("event", source.eventId())
                        .build()
                        .toText());
    }
}

package credits.function.reconcile;

import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.logging.AlarmName;
import credits.payment.Payment;
import credits.payment.VatDoubt;
import credits.profile.ProfileStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Finds sales without VAT whose evidence is doubtful, so that a person decides about their invoices. Each is reported
/// every night for a month from its payment, or from the register's answer that its number is invalid.
record VatEvidenceCheck(ProfileStore profileStore) {
    private static final Duration REPORT_TIME = Duration.ofDays(31);

    /// Logs an alarm for each doubtful payment of `organisation`, and returns how many there are.
    ///
    /// @param documents finds the documents of a payment
    int check(
            OrganisationId organisation,
            List<Payment> payments,
            Function<Payment, PaymentDocuments> documents,
            Instant now,
            Consumer<String> log) {
        var withoutVat =
                payments.stream().filter(VatEvidenceCheck::isSoldWithoutVat).toList();
        if (withoutVat.isEmpty()) return 0;
        var profile = profileStore.findBillingProfile(organisation);
        int count = 0;
        for (var payment : withoutVat) {
            var doubt = VatDoubt.about(payment, profile)
                    .filter(found -> begunAt(found, payment, profile).isAfter(now.minus(REPORT_TIME)));
            if (doubt.isEmpty()) continue;
            log.accept(alarm(payment, doubt.get(), documents.apply(payment)));
            count++;
        }
        return count;
    }

    private static boolean isSoldWithoutVat(Payment payment) {
        return payment.isCredited()
                && payment.vat() instanceof DecidedVat vat
                && vat.treatment() != VatTreatment.STANDARD;
    }

    private static Instant begunAt(VatDoubt doubt, Payment payment, Optional<BillingProfile> profile) {
        var paidAt = payment.state().paid().orElseThrow().paidAt();
        if (doubt != VatDoubt.NUMBER_INVALID) return paidAt;
        return profile.flatMap(BillingProfile::vatId)
                .flatMap(VatId::evidence)
                .map(VatId.Evidence::checkedAt)
                .orElse(paidAt);
    }

    private static String alarm(Payment payment, VatDoubt doubt, PaymentDocuments documents) {
        return Json.object()
                .put("alarm", AlarmName.PAYMENT_QUARANTINED.text())
                .put("reason", doubt.name().toLowerCase(Locale.ROOT))
                .put("organisation", payment.organisation().value())
                .put("payment", new PaymentId(payment.id()).toString())
                .putOptional(
                        "invoice", documents.invoice().map(ref -> ref.number().toString()))
                .build()
                .toText();
    }
}

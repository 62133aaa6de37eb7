package credits.function.reconcile;

import credits.event.AccountEvent;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.EuVatArea;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.logging.AlarmName;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.PaymentLedger;
import credits.profile.ProfileStore;
import credits.stripe.InvoiceDueEvent;
import credits.stripe.VatRefunds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Corrects sales on which VAT was charged because the register had not answered about the buyer's number, once it has
/// verified the number: the VAT is refunded at Stripe, the record gets the number with its evidence and reverse charge,
/// and the function `invoice` makes the invoice out anew. A refund that is on its way is waited for. The credits stay.
/// Safe to repeat from any point.
///
/// A sale of which something was refunded or disputed, and a refund that Stripe refuses or that failed, is left to a
/// person.
///
/// @param sellerCountry ISO 3166-1 alpha-2
/// @param period how long after a payment it is corrected; zero never
record VatCorrection(
        ProfileStore profileStore,
        PaymentLedger payments,
        VatRefunds refunds,
        Consumer<AccountEvent> invoiceQueue,
        String sellerCountry,
        Duration period) {
    private static final MemberId CORRECTED_BY = new MemberId("vat_correction");
    private static final DecidedVat REVERSE_CHARGE = new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0);

    /// Corrects what is due of `payments` and returns how many were corrected.
    ///
    /// @param documents finds the documents of a payment
    int run(
            OrganisationId organisation,
            List<Payment> page,
            Function<Payment, PaymentDocuments> documents,
            Instant time,
            Consumer<String> log) {
        var now = time.truncatedTo(ChronoUnit.MILLIS);
        var candidates =
                page.stream().filter(payment -> isCandidate(payment, now)).toList();
        if (candidates.isEmpty()) return 0;
        var verified = profileStore
                .findBillingProfile(organisation)
                .filter(profile -> profile.vatId().filter(VatId::isVerified).isPresent());
        if (verified.isEmpty()) return 0;
        int count = 0;
        for (var payment : candidates) {
            if (!isSameBuyer(payment.buyer().orElseThrow(), verified.get())
                    || documents.apply(payment).invoice().isEmpty()) continue;
            var refund = refunds.refund(payment);
            switch (refund.map(Refund::status).orElse(RefundStatus.FAILED)) {
                case FAILED -> log.accept(alarm(payment));
                case PENDING -> {
                    var known = List.<PaymentUpdate>of(refund.orElseThrow());
                    var _ = payments.update(payment, each -> each.applyUpdates(known), now);
                }
                case SUCCEEDED -> {
                    correct(
                            payment,
                            refund.orElseThrow(),
                            verified.get().vatId().orElseThrow(),
                            now);
                    count++;
                }
            }
        }
        return count;
    }

    private boolean isCandidate(Payment payment, Instant now) {
        return payment.isCredited()
                && (payment.state().paid().orElseThrow().paidAt().isAfter(now.minus(period))
                        || payment.state().vatReturned().isPositive())
                && payment.vat() instanceof DecidedVat vat
                && vat.treatment() == VatTreatment.STANDARD
                && vat.amountCents() > 0
                && payment.buyer().filter(this::wasUnverified).isPresent()
                && payment.state().reversed().equals(Eur.ZERO)
                && payment.state().disputes().isEmpty();
    }

    private boolean wasUnverified(BillingProfile buyer) {
        return EuVatArea.isVatIdDecisive(buyer, sellerCountry)
                && buyer.vatId()
                        .filter(id -> id.status() == VatId.Status.UNVERIFIED)
                        .isPresent();
    }

    private static boolean isSameBuyer(BillingProfile sold, BillingProfile verified) {
        return verified.country().equals(sold.country())
                && EuVatArea.memberState(verified).equals(EuVatArea.memberState(sold))
                && verified.vatId().orElseThrow().hasSameNumber(sold.vatId().orElseThrow());
    }

    // Once the buyer has the money: the new invoice says that no VAT was due.
    private void correct(Payment payment, Refund refund, VatId verified, Instant now) {
        var corrected = payments.update(payment, each -> withReverseCharge(each, refund, verified, now), now);
        invoiceQueue.accept(InvoiceDueEvent.of(corrected, now));
    }

    private static Payment withReverseCharge(Payment payment, Refund refund, VatId verified, Instant at) {
        var refunded = payment.applyUpdates(List.of(refund));
        if (refunded.vat().equals(REVERSE_CHARGE)) return refunded;
        var buyer = refunded.buyer().orElseThrow().withVatId(verified);
        return refunded.withCorrectedBuyer(buyer, REVERSE_CHARGE, CORRECTED_BY, at);
    }

    private static String alarm(Payment payment) {
        return Json.object()
                .put("alarm", AlarmName.PAYMENT_QUARANTINED.text())
                .put("reason", "vat_not_returned")
                .put("organisation", payment.organisation().value())
                .put("payment", new PaymentId(payment.id()).toString())
                .build()
                .toText();
    }
}

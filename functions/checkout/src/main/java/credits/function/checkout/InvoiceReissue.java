package credits.function.checkout;

import credits.api.PaymentProblems;
import credits.api.PaymentProblems.ReissueRefusal;
import credits.event.AccountEvent;
import credits.http.Caller;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import credits.invoicing.DocumentNumber;
import credits.invoicing.EuVatArea;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.payment.store.PaymentStore;
import credits.profile.ProfileStore;
import credits.retry.ServiceUnavailableException;
import credits.stripe.InvoiceDueEvent;
import credits.vies.VatIdVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// Has the invoice of a payment made out anew, to the billing profile as it is now: the record of the
/// payment gets the buyer, and the function `invoice` brings the documents in line. Safe to repeat.
///
/// @param period how long after a payment its organisation may ask for it
/// @param sellerZone the seller's time zone
record InvoiceReissue(
        PaymentStore payments,
        InvoiceQueries invoices,
        ProfileStore profileStore,
        VatIdVerifier vatIds,
        Consumer<AccountEvent> invoiceQueue,
        Duration period,
        ZoneId sellerZone) {
    private static final int MAX_ATTEMPTS = 5;
    private static final int RETRY_AFTER_SECONDS = 2;

    /// The documents of a payment whose buyer is as asked for.
    ///
    /// @param isIssued whether its invoice says so already; otherwise that is a matter of seconds
    record Requested(PaymentId payment, DocumentNumber invoice, boolean isIssued) {}

    /// Corrects the buyer of a payment of the caller's organisation.
    Requested requestOwn(Caller caller, PaymentId id, BuyerReferences given, Instant now) {
        var payment = find(caller.organisation(), id);
        var paidAt = payment.state().paid().orElseThrow().paidAt();
        if (now.isAfter(paidAt.plus(period))) throw refused(ReissueRefusal.TOO_LATE);
        return request(payment, caller.member(), given, now);
    }

    /// Corrects the buyer of the payment of the invoice `number`, of whichever organisation, at any time.
    Requested requestAny(MemberId operator, DocumentNumber number, BuyerReferences given, Instant now) {
        var sale = invoices.findDocument(number)
                .orElseThrow(() -> new ProblemException(Problem.notFound()))
                .invoiceData();
        return request(find(sale.organisation(), sale.paymentId()), operator, given, now);
    }

    private Payment find(OrganisationId organisation, PaymentId id) {
        return payments.find(organisation, id.key())
                .filter(Payment::isCredited)
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private Requested request(Payment found, MemberId by, BuyerReferences given, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        var profile = profile(found, at);
        var payment = found;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var corrected = profile.withReferences(references(payment, profile, given));
            var buyer = payment.buyer().orElseThrow();
            if (buyer.readsLike(corrected)) return requestDocuments(payment, at);
            requireReissuable(payment, buyer, corrected);
            var after = payment.withCorrectedBuyer(corrected, payment.vat(), by, at);
            if (payments.replace(payment, after)) return requestDocuments(after, at);
            payment = payments.find(payment.organisation(), payment.id()).orElseThrow();
        }
        throw new ServiceUnavailableException("other workers kept changing a payment of " + found.organisation());
    }

    // With a recent answer of the register, if the sale was without VAT for the number.
    private BillingProfile profile(Payment payment, Instant now) {
        var profile = profileStore
                .findBillingProfile(payment.organisation())
                .orElseThrow(() -> new ProblemException(PaymentProblems.billingProfileRequired()));
        return isReverseCharge(payment) ? vatIds.refresh(payment.organisation(), profile, now) : profile;
    }

    // What was given with the top-up stays unless it is given anew; where e-invoices go is the profile's matter.
    private static BuyerReferences references(Payment payment, BillingProfile profile, BuyerReferences given) {
        var own = payment.buyer().orElseThrow().references();
        var latest = profile.references().replacedBy(own).replacedBy(given);
        return new BuyerReferences(
                latest.buyerReference(),
                latest.purchaseOrder(),
                profile.references().electronicAddress(),
                profile.references().sdiAddressee());
    }

    private void requireReissuable(Payment payment, BillingProfile buyer, BillingProfile corrected) {
        var documents = documents(payment);
        if (documents.invoice().isEmpty())
            throw new ProblemException(PaymentProblems.invoiceNotReady(RETRY_AFTER_SECONDS));
        if (payment.total().equals(Optional.of(payment.state().reversed()))) throw refused(ReissueRefusal.NOTHING_LEFT);
        boolean isSamePlace = corrected.country().equals(buyer.country())
                && EuVatArea.memberState(corrected).equals(EuVatArea.memberState(buyer));
        boolean isNumberVerified = corrected
                .vatId()
                .filter(id -> id.status() == VatId.Status.VERIFIED)
                .isPresent();
        if (!isSamePlace || (isReverseCharge(payment) && !isNumberVerified)) throw refused(ReissueRefusal.OTHER_VAT);
    }

    private static boolean isReverseCharge(Payment payment) {
        return payment.vat() instanceof DecidedVat vat && vat.treatment() == VatTreatment.REVERSE_CHARGE;
    }

    private PaymentDocuments documents(Payment payment) {
        return invoices.findDocuments(payment.organisation(), new PaymentId(payment.id()));
    }

    private Requested requestDocuments(Payment payment, Instant now) {
        var documents = documents(payment);
        var invoice = documents
                .invoice()
                .orElseThrow(() -> new ProblemException(PaymentProblems.invoiceNotReady(RETRY_AFTER_SECONDS)));
        boolean isIssued = documents.isComplete(new DocumentedPayment(payment, sellerZone).requiredDocuments());
        if (!isIssued) invoiceQueue.accept(InvoiceDueEvent.of(payment, now));
        return new Requested(new PaymentId(payment.id()), invoice.number(), isIssued);
    }

    private static ProblemException refused(ReissueRefusal reason) {
        return new ProblemException(PaymentProblems.invoiceNotReissuable(reason));
    }
}

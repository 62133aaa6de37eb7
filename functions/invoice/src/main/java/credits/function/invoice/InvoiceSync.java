package credits.function.invoice;

import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.Seller;
import credits.invoicing.store.InvoiceQueries;
import credits.payment.DocumentedPayment;
import credits.payment.store.PaymentStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/// Brings the documents of a payment in line with its current state, whatever event triggered it, and however often.
final class InvoiceSync {
    private final PaymentStore payments;
    private final InvoiceQueries queries;
    private final DocumentIssuer issuer;
    private final Seller seller;
    private final ZoneId sellerZone;

    /// Creates the synchronisation.
    ///
    /// @param sellerZone the seller's time zone
    InvoiceSync(
            PaymentStore payments, InvoiceQueries queries, DocumentIssuer issuer, Seller seller, ZoneId sellerZone) {
        this.payments = payments;
        this.queries = queries;
        this.issuer = issuer;
        this.seller = seller;
        this.sellerZone = sellerZone;
    }

    /// The state of a payment's documents.
    enum Outcome {
        /// All documents are issued and archived.
        UP_TO_DATE,
        /// The payment was not credited, so it has no documents.
        NOT_CREDITED,
        /// A refund failed after its credit note was issued, or a lost dispute was won: the note was cancelled.
        CREDIT_NOTE_CANCELLED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Outcome sync(OrganisationId organisation, UniqueId id, Instant now) {
        var payment = payments.find(organisation, id)
                .orElseThrow(() -> new IllegalStateException("no payment " + new PaymentId(id)));
        var documented = new DocumentedPayment(payment, sellerZone);
        var saleIfPaid = documented.invoiceData(seller);
        if (saleIfPaid.isEmpty()) return Outcome.NOT_CREDITED;
        var invoiceData = saleIfPaid.get();
        var today = LocalDate.ofInstant(now, sellerZone);
        var required = documented.requiredDocuments();
        var known = queries.findDocuments(organisation, invoiceData.paymentId());
        if (known.isComplete(required)) return Outcome.UP_TO_DATE;
        var documents = issuer.issueMissing(invoiceData, known, required, today);
        boolean isCancelled =
                documents.cancellations().stream().anyMatch(invoice -> !known.isArchived(invoice.number()));
        return isCancelled ? Outcome.CREDIT_NOTE_CANCELLED : Outcome.UP_TO_DATE;
    }
}

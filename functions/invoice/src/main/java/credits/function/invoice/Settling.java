package credits.function.invoice;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.InvoiceRecords;
import credits.ledger.PaymentRecords;
import credits.topup.PaymentId;
import credits.topup.Seller;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/// Brings the documents of a payment in line with its current state, whatever event asked for it and however often.
final class Settling {
    private final PaymentRecords payments;
    private final InvoiceRecords records;
    private final Issuing issuing;
    private final Seller seller;
    private final ZoneId zone;

    /// Creates the synchronisation.
    ///
    /// @param zone the seller's time zone
    Settling(PaymentRecords payments, InvoiceRecords records, Issuing issuing, Seller seller, ZoneId zone) {
        this.payments = payments;
        this.records = records;
        this.issuing = issuing;
        this.seller = seller;
        this.zone = zone;
    }

    /// The state of a payment's documents.
    enum Outcome {
        /// All documents are issued and archived.
        SETTLED,
        /// The payment was not credited, so it has no documents.
        NOT_CREDITED,
        /// The credit notes exceed the reversals: a refund failed after its credit note was issued.
        CREDITED_TOO_MUCH;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Outcome settle(OrganisationId organisation, UniqueId id, Instant now) {
        var payment = payments.find(organisation, id)
                .orElseThrow(() -> new IllegalStateException("no payment " + new PaymentId(id)));
        var sold = payment.sale(seller, zone);
        if (sold.isEmpty()) return Outcome.NOT_CREDITED;
        var sale = sold.get();
        var today = LocalDate.ofInstant(now, zone);
        long returned = payment.facts().returnedCents();
        issuing.credit(sale, returned, today);
        long credited = records.paperwork(organisation, sale.payment()).creditedCents();
        return credited > returned ? Outcome.CREDITED_TOO_MUCH : Outcome.SETTLED;
    }
}

package credits.function.reconcile;

import credits.event.AccountEvent;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.payment.Payment;
import credits.payment.store.PaymentStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Finds payments whose invoices or credit notes are missing and requests them again, and finds gaps in the number
/// series. Neither should ever occur. A failure of whatever kind stops only the account, payment or series that it
/// concerns.
final class MissingInvoiceCheck {
    // Refunds and disputes concern payments younger than this.
    private static final Duration LOOKBACK = Duration.ofDays(400);
    // Longer than an event takes to be processed, including a deployment in between.
    private static final Duration OVERDUE_AFTER = Duration.ofHours(1);
    private static final int PAYMENT_PAGE_SIZE = 100;
    private static final int DOCUMENT_PAGE_SIZE = 500;
    private static final UniqueId NEWEST = new UniqueId(-1, -1);

    private final OrganisationDirectory organisations;
    private final PaymentStore payments;
    private final InvoiceQueries invoices;
    private final Consumer<String> invoiceQueue;
    private final ZoneId sellerZone;

    /// Creates the check.
    ///
    /// @param invoiceQueue the queue that requests missing documents
    /// @param sellerZone the seller's time zone
    MissingInvoiceCheck(
            OrganisationDirectory organisations,
            PaymentStore payments,
            InvoiceQueries invoices,
            Consumer<String> invoiceQueue,
            ZoneId sellerZone) {
        this.organisations = organisations;
        this.payments = payments;
        this.invoices = invoices;
        this.invoiceQueue = invoiceQueue;
        this.sellerZone = sellerZone;
    }

    Json.JsonObject run(Instant now, Consumer<String> log) {
        var counts = new Counts(log);
        for (var organisation : organisations.listAll())
            counts.paymentFailures.attempt(() -> check(organisation, now, counts));
        int year = LocalDate.ofInstant(now, sellerZone).getYear();
        for (var kind : NumberSeries.Kind.values()) {
            for (int each = year - 1; each <= year; each++) {
                var series = new NumberSeries(kind, each);
                counts.seriesFailures.attempt(() -> counts.gaps += countGaps(series));
            }
        }
        logAlarm(AlarmName.INVOICE_MISSING, counts.overdue, counts.paymentFailures, log);
        logAlarm(AlarmName.INVOICE_GAP, counts.gaps, counts.seriesFailures, log);
        return Json.object()
                .put("task", "paper")
                .put("payments", counts.payments)
                .put(LogWord.ASKED_FOR.text(), counts.requested)
                .put("gaps", counts.gaps)
                .put("failed", counts.paymentFailures.count() + counts.seriesFailures.count())
                .build();
    }

    private static final class Counts {
        private final TaskFailures paymentFailures;
        private final TaskFailures seriesFailures;
        private long payments;
        private long requested;
        private long overdue;
        private long gaps;

        private Counts(Consumer<String> log) {
            this.paymentFailures = new TaskFailures(log);
            this.seriesFailures = new TaskFailures(log);
        }
    }

    private static void logAlarm(AlarmName name, long count, TaskFailures failures, Consumer<String> log) {
        if (count == 0 && failures.count() == 0) return;
        log.accept(Json.object()
                .put("alarm", name.text())
                .put("count", count)
                .put("failed", failures.count())
                .build()
                .toText());
    }

    private void check(OrganisationId organisation, Instant now, Counts counts) {
        var from = NEWEST;
        while (true) {
            // Every page after the first begins with the last payment of the previous one.
            var page = payments.listPayments(organisation, from, PAYMENT_PAGE_SIZE, counts.paymentFailures::add);
            if (page.isEmpty()) return;
            var documents = findDocuments(organisation, page);
            for (var payment : page) {
                if (!payment.id().equals(from))
                    counts.paymentFailures.attempt(() -> check(payment, documents.apply(payment), now, counts));
            }
            var last = page.getLast();
            if (page.size() < PAYMENT_PAGE_SIZE || last.createdAt().isBefore(now.minus(LOOKBACK))) return;
            from = last.id();
        }
    }

    // If one of them cannot be read, each is read alone.
    private Function<Payment, PaymentDocuments> findDocuments(OrganisationId organisation, List<Payment> page) {
        try {
            var all = invoices.findDocumentsBetween(
                    organisation, page.getLast().id(), page.getFirst().id());
            return payment -> all.getOrDefault(payment.id(), PaymentDocuments.NONE);
        } catch (RuntimeException unreadable) {
            return payment -> invoices.findDocuments(organisation, new PaymentId(payment.id()));
        }
    }

    private void check(Payment payment, PaymentDocuments known, Instant now, Counts counts) {
        if (!payment.isCredited()) return;
        counts.payments++;
        if (known.isComplete(payment.state().finallyReversed().toCents())) return;
        counts.requested++;
        var paidAt = payment.state().paid().orElseThrow().paidAt();
        if (paidAt.isBefore(now.minus(OVERDUE_AFTER))) counts.overdue++;
        invoiceQueue.accept(invoiceDueEvent(payment, now));
    }

    private static String invoiceDueEvent(Payment payment, Instant now) {
        var data = Json.object().put("payment", payment.id().toString()).build();
        var id = payment.organisation() + "/paper/" + payment.id() + "/" + now.toEpochMilli();
        var due = new AccountEvent(id, "invoice.due", payment.organisation(), now, data);
        return due.toDelivery();
    }

    /// The count of assigned numbers of the series that have no document.
    private long countGaps(NumberSeries series) {
        int issued = invoices.issuedCount(series);
        long found = 0;
        int position = 1;
        while (position <= issued) {
            var page = invoices.listDocuments(new DocumentNumber(series, position), DOCUMENT_PAGE_SIZE);
            if (page.isEmpty()) break;
            found += page.size();
            position = page.getLast().number().position() + 1;
        }
        // A document issued after the count may make it negative.
        return Math.max(0, issued - found);
    }
}

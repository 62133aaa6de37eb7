package credits.function.reconcile;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.InvoiceRecords;
import credits.ledger.Organisations;
import credits.ledger.Paperwork;
import credits.ledger.PaymentRecords;
import credits.topup.DocumentNumber;
import credits.topup.Payment;
import credits.topup.Series;
import credits.wire.Announcement;
import credits.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;

/// Finds payments whose invoices or credit notes are missing and requests them again, and finds gaps in the number
/// series. Neither should ever occur.
final class PaperCheck {
    // Refunds and disputes concern payments younger than this.
    private static final Duration LOOKED_BACK = Duration.ofDays(400);
    // Longer than an event takes to be processed, including a deployment in between.
    private static final Duration LATE = Duration.ofHours(1);
    private static final int PAGE = 100;
    private static final int DOCUMENTS = 500;
    private static final UniqueId NEWEST = new UniqueId(-1, -1);

    private final Organisations organisations;
    private final PaymentRecords payments;
    private final InvoiceRecords invoices;
    private final Consumer<String> queue;
    private final ZoneId zone;

    /// Creates the check.
    ///
    /// @param queue the queue that requests missing documents
    /// @param zone the seller's time zone
    PaperCheck(
            Organisations organisations,
            PaymentRecords payments,
            InvoiceRecords invoices,
            Consumer<String> queue,
            ZoneId zone) {
        this.organisations = organisations;
        this.payments = payments;
        this.invoices = invoices;
        this.queue = queue;
        this.zone = zone;
    }

    Json.Members all(Instant now, Consumer<String> log) {
        var count = new Count();
        for (var organisation : organisations.all()) check(organisation, now, count);
        int year = LocalDate.ofInstant(now, zone).getYear();
        for (var kind : Series.Kind.values()) {
            for (int each = year - 1; each <= year; each++) count.gaps += gaps(new Series(kind, each));
        }
        if (count.late > 0) alarm("invoice_missing", count.late, log);
        if (count.gaps > 0) alarm("invoice_gap", count.gaps, log);
        return Json.object()
                .put("task", "paper")
                .put("payments", count.payments)
                .put("asked_for", count.missing)
                .put("gaps", count.gaps)
                .end();
    }

    private static final class Count {
        private long payments;
        private long missing;
        private long late;
        private long gaps;
    }

    private static void alarm(String name, long count, Consumer<String> log) {
        log.accept(Json.object().put("alarm", name).put("count", count).end().text());
    }

    private void check(OrganisationId organisation, Instant now, Count count) {
        var from = NEWEST;
        while (true) {
            // Every page after the first begins with the last payment of the previous one.
            var page = payments.page(organisation, from, PAGE);
            if (page.isEmpty()) return;
            var paper = invoices.paperwork(
                    organisation, page.getLast().id(), page.getFirst().id());
            for (var payment : page) {
                if (!payment.id().equals(from)) check(payment, paper, now, count);
            }
            var last = page.getLast();
            if (page.size() < PAGE || last.createdAt().isBefore(now.minus(LOOKED_BACK))) return;
            from = last.id();
        }
    }

    private void check(Payment payment, Map<UniqueId, Paperwork> paper, Instant now, Count count) {
        if (payment.posted().creditedCents() == 0) return;
        count.payments++;
        if (isOnPaper(payment, paper.getOrDefault(payment.id(), Paperwork.NONE))) return;
        count.missing++;
        var paidAt = payment.facts().paid().orElseThrow().at();
        if (paidAt.isBefore(now.minus(LATE))) count.late++;
        queue.accept(event(payment, now));
    }

    private static boolean isOnPaper(Payment payment, Paperwork paper) {
        return paper.invoice().flatMap(Paperwork.Sheet::file).isPresent()
                && paper.creditNotes().stream().allMatch(note -> note.file().isPresent())
                && paper.creditedCents() >= payment.facts().returnedCents();
    }

    private static String event(Payment payment, Instant now) {
        var data = Json.object().put("payment", payment.id().toString()).end();
        var id = payment.organisation() + "/paper/" + payment.id() + "/" + now.toEpochMilli();
        var due = new Announcement(id, "invoice.due", payment.organisation(), now, data);
        return due.delivery();
    }

    /// The count of assigned numbers of the series that have no document.
    private long gaps(Series series) {
        int issued = invoices.issued(series);
        long found = 0;
        int position = 1;
        while (position <= issued) {
            var page = invoices.page(new DocumentNumber(series, position), DOCUMENTS);
            if (page.isEmpty()) break;
            found += page.size();
            position = page.getLast().number().position() + 1;
        }
        // A document issued after the count may make it negative.
        return Math.max(0, issued - found);
    }
}

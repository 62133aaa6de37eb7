package credits.function.reconcile;

import credits.aws.TableKeys;
import credits.event.AccountEvent;
import credits.function.reconcile.ShardSlice.WorkResult;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.NumberSeries;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.payment.store.PaymentStore;
import credits.stripe.InvoiceDueEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// Finds payments whose invoices or credit notes are missing and requests them again, and finds gaps in the number
/// series. Neither should ever occur. On the way it reports sales without VAT whose evidence is doubtful,
/// and returns VAT that was not due. A failure of
/// whatever kind stops only the account, payment or series that it concerns. A run without time left leaves the rest to
/// the next run.
final class MissingInvoiceCheck {
    private static final String TASK = "paper";
    private static final String PAYMENTS = "payments";
    private static final String REQUESTED = "requested";
    private static final String OVERDUE = "overdue";
    private static final String VAT_DOUBTS = "vat_doubts";
    private static final String VAT_RETURNED = "vat_returned";
    // Refunds and disputes concern payments younger than this.
    private static final Duration LOOKBACK = Duration.ofDays(400);
    // Longer than an event takes to be processed, including a deployment in between.
    private static final Duration OVERDUE_AFTER = Duration.ofHours(1);
    private static final int PAYMENT_PAGE_SIZE = 100;
    private static final UniqueId NEWEST = new UniqueId(-1, -1);

    private final OrganisationDirectory organisations;
    private final PaymentStore payments;
    private final InvoiceQueries invoices;
    private final Consumer<AccountEvent> invoiceQueue;
    private final VatEvidenceCheck vatEvidence;
    private final VatCorrection vatCorrection;
    private final ZoneId sellerZone;
    private final TaskRunner tasks;

    /// Creates the check.
    ///
    /// @param invoiceQueue the queue that requests missing documents
    /// @param sellerZone the seller's time zone
    MissingInvoiceCheck(
            OrganisationDirectory organisations,
            PaymentStore payments,
            InvoiceQueries invoices,
            Consumer<AccountEvent> invoiceQueue,
            VatEvidenceCheck vatEvidence,
            VatCorrection vatCorrection,
            ZoneId sellerZone,
            TaskRunner tasks) {
        this.organisations = organisations;
        this.payments = payments;
        this.invoices = invoices;
        this.invoiceQueue = invoiceQueue;
        this.vatEvidence = vatEvidence;
        this.vatCorrection = vatCorrection;
        this.sellerZone = sellerZone;
        this.tasks = tasks;
    }

    /// Whether a check waits to be gone on with.
    boolean isUnfinished() {
        return tasks.isUnfinished(TASK);
    }

    /// Checks as long as `hasTime` is true.
    Json.JsonObject run(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var result = tasks.run(TASK, now, startedAt -> List.of(slices(startedAt, now, log)), hasTime, log);
        var total = result.total();
        if (result.isComplete()) logAlarms(total, log);
        return Json.object()
                .put("task", TASK)
                .put("payments", total.count(PAYMENTS))
                .put(result.isComplete() ? LogWord.ASKED_FOR.text() : "asked_so_far", total.count(REQUESTED))
                .put("gaps", total.count(SeriesSlice.GAPS))
                .put(VAT_DOUBTS, total.count(VAT_DOUBTS))
                .put(VAT_RETURNED, total.count(VAT_RETURNED))
                .put("failed", total.count(ShardSlice.FAILED) + total.count(SeriesSlice.FAILED))
                .build();
    }

    private static void logAlarms(SliceProgress total, Consumer<String> log) {
        logAlarm(AlarmName.INVOICE_MISSING, total.count(OVERDUE), total.count(ShardSlice.FAILED), log);
        logAlarm(AlarmName.INVOICE_GAP, total.count(SeriesSlice.GAPS), total.count(SeriesSlice.FAILED), log);
    }

    private static void logAlarm(AlarmName name, long count, long failed, Consumer<String> log) {
        if (count == 0 && failed == 0) return;
        log.accept(Json.object()
                .put("alarm", name.text())
                .put("count", count)
                .put("failed", failed)
                .build()
                .toText());
    }

    private List<Slice> slices(Instant startedAt, Instant now, Consumer<String> log) {
        var slices = new ArrayList<Slice>();
        for (var shard : TableKeys.organisationShards()) {
            slices.add(new ShardSlice(
                    organisations, shard, (organisation, from) -> check(organisation, from, now, log), log));
        }
        int year = LocalDate.ofInstant(startedAt, sellerZone).getYear();
        for (var kind : NumberSeries.Kind.values()) {
            for (int each = year - 1; each <= year; each++)
                slices.add(new SeriesSlice(invoices, new NumberSeries(kind, each), log));
        }
        return slices;
    }

    // Every page after the first begins with the last payment of the previous one.
    private WorkResult check(OrganisationId organisation, Optional<String> from, Instant now, Consumer<String> log) {
        var failures = new TaskFailures(log);
        var first = from.flatMap(UniqueId::parse).orElse(NEWEST);
        var page = payments.listPayments(organisation, first, PAYMENT_PAGE_SIZE, failures::add);
        if (page.isEmpty())
            return new WorkResult(Optional.empty(), SliceProgress.START.plus(ShardSlice.FAILED, failures.count()));
        var documents = findDocuments(organisation, page);
        var counts = new Counts();
        var others =
                page.stream().filter(payment -> !payment.id().equals(first)).toList();
        for (var payment : others) failures.attempt(() -> check(payment, documents.apply(payment), now, counts));
        failures.attempt(() -> counts.vatDoubts += vatEvidence.check(organisation, others, documents, now, log));
        failures.attempt(() -> counts.vatReturned += vatCorrection.run(organisation, others, documents, now, log));
        var last = page.getLast();
        boolean isDone = page.size() < PAYMENT_PAGE_SIZE || last.createdAt().isBefore(now.minus(LOOKBACK));
        return new WorkResult(
                isDone ? Optional.empty() : Optional.of(last.id().toString()),
                counts.progress().plus(ShardSlice.FAILED, failures.count()));
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

    private static final class Counts {
        private long payments;
        private long requested;
        private long overdue;
        private long vatDoubts;
        private long vatReturned;

        SliceProgress progress() {
            return SliceProgress.START
                    .plus(PAYMENTS, payments)
                    .plus(REQUESTED, requested)
                    .plus(OVERDUE, overdue)
                    .plus(VAT_DOUBTS, vatDoubts)
                    .plus(VAT_RETURNED, vatReturned);
        }
    }

    private void check(Payment payment, PaymentDocuments known, Instant now, Counts counts) {
        if (!payment.isCredited()) return;
        counts.payments++;
        if (known.isComplete(new DocumentedPayment(payment, sellerZone).requiredDocuments())) return;
        counts.requested++;
        var paidAt = payment.state().paid().orElseThrow().paidAt();
        if (paidAt.isBefore(now.minus(OVERDUE_AFTER))) counts.overdue++;
        invoiceQueue.accept(InvoiceDueEvent.of(payment, now));
    }
}

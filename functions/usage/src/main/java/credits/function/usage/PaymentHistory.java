package credits.function.usage;

import static java.util.stream.Collectors.joining;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.CsvTable;
import credits.http.CsvTable.CsvRow;
import credits.http.PageCursor;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.store.PaymentStore;
import credits.payment.store.ReconciliationReports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/payments`: an organisation's top-ups, newest first, as JSON pages or as parts of one CSV file.
final class PaymentHistory {
    private static final String CURSOR = "cursor";
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 100;
    private static final UniqueId HIGHEST_ID = new UniqueId(-1, -1);

    // A cursor holds only the first 95 bits of an id; the payment itself is found by searching from there.
    private static final int DROPPED_BITS = 33;

    private final AccountQueries accountQueries;
    private final PaymentStore payments;
    private final InvoiceQueries invoices;
    private final ReconciliationReports reconciliations;
    private final Duration reissuePeriod;

    /// Creates the list.
    ///
    /// @param reissuePeriod how long after a payment members may have its invoice made out anew
    PaymentHistory(
            AccountQueries accountQueries,
            PaymentStore payments,
            InvoiceQueries invoices,
            ReconciliationReports reconciliations,
            Duration reissuePeriod) {
        this.accountQueries = accountQueries;
        this.payments = payments;
        this.invoices = invoices;
        this.reconciliations = reconciliations;
        this.reissuePeriod = reissuePeriod;
    }

    ApiResponse list(ApiRequest request, OrganisationId organisation) {
        boolean isCsv = request.prefers("text/csv");
        request.requireQueryParametersIn(isCsv ? Set.of(CURSOR) : Set.of("limit", CURSOR));
        int limit = isCsv ? MAX_PAGE_SIZE : request.countParameter("limit", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        var binding = organisation + "|" + request.routeKey();
        var page = page(organisation, request.queryParameter(CURSOR).map(PageCursor::parse), limit, binding);
        var documentsByPayment = documents(organisation, page.payments());
        return isCsv
                ? csv(page, documentsByPayment, request.queryParameter(CURSOR).isEmpty())
                : toJson(page, documentsByPayment, request, organisation);
    }

    /// A page and the cursor of the next one, if there is one.
    private record Page(List<Payment> payments, Optional<PageCursor> next) {}

    private Page page(OrganisationId organisation, Optional<PageCursor> cursor, int limit, String binding) {
        var from = cursor.map(PaymentHistory::highestIdOf).orElse(HIGHEST_ID);
        // One more than requested shows whether there is a next page; one before them is the payment that the
        // cursor points at.
        var found = payments.listPayments(organisation, from, limit + 2);
        if (cursor.isPresent()) {
            if (found.isEmpty() || !isGenuine(cursor.get(), found.getFirst(), binding))
                throw PageCursor.unknownCursor();
            found = found.subList(1, found.size());
        }
        if (found.size() <= limit) return new Page(found, Optional.empty());
        var last = found.get(limit - 1);
        return new Page(
                found.subList(0, limit),
                Optional.of(PageCursor.sign(last.id().high(), lowBits(last), cursorKey(last), binding)));
    }

    // One query for the whole page: document records sort like their payments.
    private Map<UniqueId, PaymentDocuments> documents(OrganisationId organisation, List<Payment> newestFirst) {
        if (newestFirst.isEmpty()) return Map.of();
        return invoices.findDocumentsBetween(
                organisation, newestFirst.getLast().id(), newestFirst.getFirst().id());
    }

    private static UniqueId highestIdOf(PageCursor cursor) {
        return new UniqueId(cursor.position(), ((long) cursor.offset() << DROPPED_BITS) | ((1L << DROPPED_BITS) - 1));
    }

    private static int lowBits(Payment payment) {
        return (int) (payment.id().low() >>> DROPPED_BITS);
    }

    private static boolean isGenuine(PageCursor cursor, Payment payment, String binding) {
        return cursor.position() == payment.id().high()
                && cursor.offset() == lowBits(payment)
                && cursor.isAuthentic(cursorKey(payment), binding);
    }

    private static byte[] cursorKey(Payment payment) {
        return payment.cursorKey().getBytes(StandardCharsets.UTF_8);
    }

    private ApiResponse toJson(
            Page page,
            Map<UniqueId, PaymentDocuments> documentsByPayment,
            ApiRequest request,
            OrganisationId organisation) {
        var balance = accountQueries
                .currentAccount(organisation, request.receivedAt())
                .balance();
        return ApiResponse.json(
                200,
                Json.object()
                        .put("balance", balance)
                        .put("currency", "EUR")
                        .putOptional("checked_at", reconciliations.lastCheckedAt())
                        .put(
                                "data",
                                page.payments().stream()
                                        .map(payment -> toJson(
                                                payment,
                                                documentsByPayment.getOrDefault(payment.id(), PaymentDocuments.NONE)))
                                        .toList())
                        .putOptional("next_cursor", page.next())
                        .build());
    }

    private Json toJson(Payment payment, PaymentDocuments documentsByPayment) {
        return Json.object()
                .put("id", new PaymentId(payment.id()).toString())
                .put("created_at", payment.createdAt())
                .put("amount", payment.net())
                .putOptional("vat", payment.vatAmount())
                .putOptional("total", payment.total())
                .put("refunded", payment.state().reversed())
                .put("vat_returned", payment.state().vatReturned())
                .put("currency", "EUR")
                .put("status", payment.status().toString())
                .put(
                        "invoice",
                        documentsByPayment
                                .invoice()
                                .flatMap(PaymentHistory::document)
                                .orElse(new Json.JsonNull()))
                .put(
                        "credit_notes",
                        documentsByPayment.corrections().stream()
                                .flatMap(note -> document(note).stream())
                                .toList())
                .putOptional("reissuable_until", reissuableUntil(payment, documentsByPayment))
                .build();
    }

    private Optional<Instant> reissuableUntil(Payment payment, PaymentDocuments documents) {
        boolean isReissuable = documents.invoice().isPresent()
                && !payment.total().equals(Optional.of(payment.state().reversed()));
        return payment.state()
                .paid()
                .filter(_ -> isReissuable)
                .map(paid -> paid.paidAt().plus(reissuePeriod));
    }

    // Empty until the document can be downloaded.
    private static Optional<Json> document(DocumentRef documentRef) {
        return documentRef
                .archivedFile()
                .map(file -> Json.object()
                        .put("number", documentRef.number().toString())
                        .put("bytes", file.sizeBytes())
                        .build());
    }

    private static String number(DocumentRef documentRef) {
        return documentRef.number().toString();
    }

    // The parts, concatenated, are one CSV file.
    private static ApiResponse csv(Page page, Map<UniqueId, PaymentDocuments> documentsByPayment, boolean isFirst) {
        var csv = new CsvTable();
        if (isFirst) {
            var _ = csv.tryAdd(row(
                    "id",
                    "created_at",
                    "amount",
                    "vat",
                    "total",
                    "refunded",
                    "currency",
                    "status",
                    "invoice",
                    "credit_notes"));
        }
        for (var payment : page.payments()) {
            var documents = documentsByPayment.getOrDefault(payment.id(), PaymentDocuments.NONE);
            var _ = csv.tryAdd(row(
                    new PaymentId(payment.id()),
                    payment.createdAt(),
                    payment.net(),
                    payment.vatAmount().map(Eur::toString).orElse(""),
                    payment.total().map(Eur::toString).orElse(""),
                    payment.state().reversed(),
                    "EUR",
                    payment.status(),
                    documents.invoice().map(PaymentHistory::number).orElse(""),
                    documents.corrections().stream().map(PaymentHistory::number).collect(joining(" "))));
        }
        var response = ApiResponse.csv(csv, "payments.csv");
        return page.next()
                .map(cursor -> response.withHeader("link", "<?" + CURSOR + "=" + cursor + ">; rel=\"next\""))
                .orElse(response);
    }

    private static CsvRow row(Object... cells) {
        var row = new CsvRow();
        for (var cell : cells) row.rawCell(cell);
        return row;
    }
}

package credits.function.usage;

import static java.util.stream.Collectors.joining;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Comparisons;
import credits.ledger.InvoiceRecords;
import credits.ledger.Paperwork;
import credits.ledger.Paperwork.Sheet;
import credits.ledger.PaymentRecords;
import credits.ledger.Statements;
import credits.money.Eur;
import credits.topup.Payment;
import credits.topup.PaymentId;
import credits.wire.Csv;
import credits.wire.Csv.Row;
import credits.wire.Cursor;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/payments`: an organisation's top-ups, newest first, as JSON pages or as parts of one CSV file.
final class PaymentList {
    private static final String CURSOR = "cursor";
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 100;
    private static final UniqueId NEWEST = new UniqueId(-1, -1);

    // A cursor holds only the first 95 bits of an id; the payment itself is found by searching from there.
    private static final int DROPPED_BITS = 33;

    private final Statements statements;
    private final PaymentRecords payments;
    private final InvoiceRecords invoices;
    private final Comparisons comparisons;

    PaymentList(Statements statements, PaymentRecords payments, InvoiceRecords invoices, Comparisons comparisons) {
        this.statements = statements;
        this.payments = payments;
        this.invoices = invoices;
        this.comparisons = comparisons;
    }

    HttpResponse list(HttpRequest request, OrganisationId organisation) {
        boolean table = request.prefers("text/csv");
        request.refuseQueryBeside(table ? Set.of(CURSOR) : Set.of("limit", CURSOR));
        int most = table ? LARGEST_PAGE : request.count("limit", USUAL_PAGE, LARGEST_PAGE);
        var binding = organisation + "|" + request.routeKey();
        var page = page(organisation, request.query(CURSOR).map(Cursor::read), most, binding);
        var paper = paper(organisation, page.payments());
        return table ? csv(page, paper, request.query(CURSOR).isEmpty()) : json(page, paper, request, organisation);
    }

    /// A page and the cursor of the next one, if there is one.
    private record Page(List<Payment> payments, Optional<Cursor> next) {}

    private Page page(OrganisationId organisation, Optional<Cursor> cursor, int most, String binding) {
        var from = cursor.map(PaymentList::latestAt).orElse(NEWEST);
        // One more than requested shows whether there is a next page; one before them is the payment that the
        // cursor points at.
        var found = payments.page(organisation, from, most + 2);
        if (cursor.isPresent()) {
            if (found.isEmpty() || !isGenuine(cursor.get(), found.getFirst(), binding)) throw Cursor.unknown();
            found = found.subList(1, found.size());
        }
        if (found.size() <= most) return new Page(found, Optional.empty());
        var last = found.get(most - 1);
        return new Page(
                found.subList(0, most), Optional.of(Cursor.seal(last.id().high(), tail(last), key(last), binding)));
    }

    // One query for the whole page: document records sort like their payments.
    private Map<UniqueId, Paperwork> paper(OrganisationId organisation, List<Payment> newestFirst) {
        if (newestFirst.isEmpty()) return Map.of();
        return invoices.paperwork(
                organisation, newestFirst.getLast().id(), newestFirst.getFirst().id());
    }

    private static UniqueId latestAt(Cursor cursor) {
        return new UniqueId(cursor.segment(), ((long) cursor.entry() << DROPPED_BITS) | ((1L << DROPPED_BITS) - 1));
    }

    private static int tail(Payment payment) {
        return (int) (payment.id().low() >>> DROPPED_BITS);
    }

    private static boolean isGenuine(Cursor cursor, Payment payment, String binding) {
        return cursor.segment() == payment.id().high()
                && cursor.entry() == tail(payment)
                && cursor.isGenuine(key(payment), binding);
    }

    private static byte[] key(Payment payment) {
        return payment.seal().getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse json(
            Page page, Map<UniqueId, Paperwork> paper, HttpRequest request, OrganisationId organisation) {
        var balance = statements.current(organisation, request.at()).balance();
        return HttpResponse.json(
                200,
                Json.object()
                        .put("balance", balance)
                        .put("currency", "EUR")
                        .putOptional("checked_at", comparisons.checkedAt())
                        .put(
                                "data",
                                page.payments().stream()
                                        .map(payment -> json(payment, paper.getOrDefault(payment.id(), Paperwork.NONE)))
                                        .toList())
                        .putOptional("next_cursor", page.next())
                        .end());
    }

    private static Json json(Payment payment, Paperwork paper) {
        return Json.object()
                .put("id", new PaymentId(payment.id()).toString())
                .put("created_at", payment.createdAt())
                .put("amount", Eur.cents(payment.netCents()))
                .putOptional("vat", payment.vatCents().map(Eur::cents))
                .putOptional("total", payment.totalCents().map(Eur::cents))
                .put("refunded", Eur.cents(payment.facts().reversedCents()))
                .put("currency", "EUR")
                .put("status", payment.status().toString())
                .put("invoice", paper.invoice().flatMap(PaymentList::document).orElse(new Json.Null()))
                .put(
                        "credit_notes",
                        paper.creditNotes().stream()
                                .flatMap(note -> document(note).stream())
                                .toList())
                .end();
    }

    // Empty until the document can be downloaded.
    private static Optional<Json> document(Sheet sheet) {
        return sheet.file()
                .map(file -> Json.object()
                        .put("number", sheet.number().toString())
                        .put("bytes", file.bytes())
                        .end());
    }

    private static String number(Sheet sheet) {
        return sheet.number().toString();
    }

    // The parts, concatenated, are one CSV file.
    private static HttpResponse csv(Page page, Map<UniqueId, Paperwork> paper, boolean isFirst) {
        var csv = new Csv();
        if (isFirst) {
            var _ = csv.takes(row(
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
            var documents = paper.getOrDefault(payment.id(), Paperwork.NONE);
            var _ = csv.takes(row(
                    new PaymentId(payment.id()),
                    payment.createdAt(),
                    Eur.cents(payment.netCents()),
                    payment.vatCents().map(Eur::cents).map(Eur::toString).orElse(""),
                    payment.totalCents().map(Eur::cents).map(Eur::toString).orElse(""),
                    Eur.cents(payment.facts().reversedCents()),
                    "EUR",
                    payment.status(),
                    documents.invoice().map(PaymentList::number).orElse(""),
                    documents.creditNotes().stream().map(PaymentList::number).collect(joining(" "))));
        }
        var answer = HttpResponse.csv(csv, "payments.csv");
        return page.next()
                .map(cursor -> answer.with("link", "<?" + CURSOR + "=" + cursor + ">; rel=\"next\""))
                .orElse(answer);
    }

    private static Row row(Object... cells) {
        var row = new Row();
        for (var cell : cells) row.exactly(cell);
        return row;
    }
}

package credits.function.usage;

import credits.archive.Archive;
import credits.identity.OrganisationId;
import credits.ledger.InvoiceRecords;
import credits.ledger.Paperwork.Sheet;
import credits.ledger.PaymentRecords;
import credits.topup.DocumentNumber;
import credits.topup.PaymentId;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.PaymentProblems;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.util.Set;

/// The invoice and the credit notes of a payment, as PDF or, if the caller prefers, as XML. The default is PDF. A
/// document is always looked up through its payment, which must belong to the caller's organisation.
final class Documents {
    private static final String XML = "application/xml";
    private static final String PDF = "application/pdf";
    private static final int SECONDS_TO_MAKE = 2;

    private final PaymentRecords payments;
    private final InvoiceRecords invoices;
    private final Archive archive;

    Documents(PaymentRecords payments, InvoiceRecords invoices, Archive archive) {
        this.payments = payments;
        this.invoices = invoices;
        this.archive = archive;
    }

    HttpResponse invoice(HttpRequest request, OrganisationId organisation) {
        request.refuseQueryBeside(Set.of());
        var id = payment(request);
        var sheet = invoices.paperwork(organisation, id).invoice();
        return file(request, sheet.orElseThrow(() -> isCredited(organisation, id) ? notReady() : unknown()));
    }

    HttpResponse creditNote(HttpRequest request, OrganisationId organisation) {
        request.refuseQueryBeside(Set.of());
        var number = DocumentNumber.parse(request.path("number")).orElseThrow(Documents::unknown);
        var sheet = invoices.paperwork(organisation, payment(request)).creditNotes().stream()
                .filter(note -> note.number().equals(number))
                .findFirst();
        return file(request, sheet.orElseThrow(Documents::unknown));
    }

    private static PaymentId payment(HttpRequest request) {
        return PaymentId.parse(request.path("id")).orElseThrow(Documents::unknown);
    }

    // Only a credited payment gets an invoice.
    private boolean isCredited(OrganisationId organisation, PaymentId id) {
        return payments.find(organisation, id.key())
                .filter(payment -> payment.posted().creditedCents() > 0)
                .isPresent();
    }

    private HttpResponse file(HttpRequest request, Sheet sheet) {
        var number = sheet.number();
        var file = sheet.file().orElseThrow(Documents::notReady);
        if (request.prefers(XML, PDF)) return HttpResponse.file(archive.xml(number), XML, number + ".xml");
        return HttpResponse.file(archive.pdf(number, file), PDF, number + ".pdf");
    }

    private static Rejected unknown() {
        return new Rejected(Problem.notFound());
    }

    private static Rejected notReady() {
        return new Rejected(PaymentProblems.invoiceNotReady(SECONDS_TO_MAKE));
    }
}

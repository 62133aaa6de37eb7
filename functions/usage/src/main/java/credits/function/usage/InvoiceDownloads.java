package credits.function.usage;

import credits.api.PaymentProblems;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.store.ArchivedDocuments;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.payment.Payment;
import credits.payment.store.PaymentStore;
import java.util.Set;

/// The invoice and the credit notes of a payment, as PDF or, if the caller prefers, as XML. The default is PDF. A
/// document is always looked up through its payment, which must belong to the caller's organisation.
final class InvoiceDownloads {
    private static final String XML = "application/xml";
    private static final String PDF = "application/pdf";
    private static final int RETRY_AFTER_SECONDS = 2;

    private final PaymentStore payments;
    private final InvoiceQueries invoices;
    private final ArchivedDocuments archive;

    InvoiceDownloads(PaymentStore payments, InvoiceQueries invoices, ArchivedDocuments archive) {
        this.payments = payments;
        this.invoices = invoices;
        this.archive = archive;
    }

    ApiResponse downloadInvoice(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.BILLING_READ);
        request.requireQueryParametersIn(Set.of());
        var organisation = caller.organisation();
        var id = paymentId(request);
        var documentRef = invoices.findDocuments(organisation, id).invoice();
        return download(request, documentRef.orElseThrow(() -> isCredited(organisation, id) ? notReady() : notFound()));
    }

    /// Returns a credit note, or an invoice that cancels one.
    ApiResponse downloadCreditNote(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.BILLING_READ);
        request.requireQueryParametersIn(Set.of());
        var number = DocumentNumber.parse(request.pathParameter("number")).orElseThrow(InvoiceDownloads::notFound);
        var documentRef = invoices.findDocuments(caller.organisation(), paymentId(request)).corrections().stream()
                .filter(note -> note.number().equals(number))
                .findFirst();
        return download(request, documentRef.orElseThrow(InvoiceDownloads::notFound));
    }

    private static PaymentId paymentId(ApiRequest request) {
        return PaymentId.parse(request.pathParameter("id")).orElseThrow(InvoiceDownloads::notFound);
    }

    // Only a credited payment gets an invoice.
    private boolean isCredited(OrganisationId organisation, PaymentId id) {
        return payments.find(organisation, id.key()).filter(Payment::isCredited).isPresent();
    }

    private ApiResponse download(ApiRequest request, DocumentRef documentRef) {
        var number = documentRef.number();
        var file = documentRef.archivedFile().orElseThrow(InvoiceDownloads::notReady);
        if (request.prefers(XML, PDF)) return ApiResponse.file(archive.readXml(number, file), XML, number + ".xml");
        return ApiResponse.file(archive.readPdf(number, file), PDF, number + ".pdf");
    }

    private static ProblemException notFound() {
        return new ProblemException(Problem.notFound());
    }

    private static ProblemException notReady() {
        return new ProblemException(PaymentProblems.invoiceNotReady(RETRY_AFTER_SECONDS));
    }
}

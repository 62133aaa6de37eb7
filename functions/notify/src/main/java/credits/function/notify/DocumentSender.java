package credits.function.notify;

import credits.archive.DocumentArchive;
import credits.event.AccountEvent;
import credits.event.EventType;
import credits.function.notify.Email.Attachment;
import credits.function.notify.Mailer.SendResult;
import credits.function.notify.NotificationSender.Outcome;
import credits.identity.EmailAddress;
import credits.identity.PaymentId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.TaxDocument;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/// Sends each invoice and credit note, as PDF and XML, to the address for invoices that its buyer gave, in
/// the buyer's language. Each is sent once; a crash between sending and recording repeats it. These e-mails
/// do not count for the maximum of a day: there is one a document.
final class DocumentSender {
    private final InvoiceQueries invoices;
    private final DocumentArchive archive;
    private final MailedDocuments mailedDocuments;
    private final Mailer mailer;
    private final EmailRenderer renderer;
    private final InstantSource clock;

    DocumentSender(
            InvoiceQueries invoices,
            DocumentArchive archive,
            MailedDocuments mailedDocuments,
            Mailer mailer,
            EmailRenderer renderer,
            InstantSource clock) {
        this.invoices = invoices;
        this.archive = archive;
        this.mailedDocuments = mailedDocuments;
        this.mailer = mailer;
        this.renderer = renderer;
        this.clock = clock;
    }

    /// Whether this sender handles events of the type.
    static boolean handles(String eventType) {
        return eventType.equals(EventType.INVOICE_ISSUED.toString());
    }

    /// Sends the document of the event. Throws [RetryLaterException] if it could not be sent yet.
    Outcome send(AccountEvent event) {
        var organisation = event.organisation();
        var data = JsonFields.lenient(event.data(), JsonPointer.ROOT);
        var number = DocumentNumber.of(data.text("number"));
        var document = invoices.findDocument(number).orElseThrow();
        var payment = document.invoiceData().paymentId();
        if (!document.invoiceData().organisation().equals(organisation))
            throw new IllegalStateException("a document of another organisation: " + number);
        var file = invoices.findDocuments(organisation, payment)
                .findDocument(number)
                .flatMap(DocumentRef::archivedFile)
                .orElseThrow(() -> new IllegalStateException("not in the archive: " + number));
        if (!mailedDocuments.tryClaim(organisation, number, clock.instant())) return Outcome.ALREADY_SENT;
        var result = mailer.send(email(document, payment, file), recipient(document));
        if (result == SendResult.RETRY_LATER) {
            mailedDocuments.release(organisation, number, clock.instant());
            throw new RetryLaterException("the mail service is unavailable");
        }
        mailedDocuments.recordSent(organisation, number, clock.instant());
        return result == SendResult.ACCEPTED ? Outcome.SENT : Outcome.REJECTED;
    }

    private static EmailAddress recipient(TaxDocument document) {
        return new EmailAddress(document.invoiceData().buyer().email());
    }

    private Email email(TaxDocument document, PaymentId payment, ArchivedFile file) {
        var number = document.number();
        return renderer.renderDocument(document, payment)
                .withAttachments(List.of(
                        attachment(
                                number + ".pdf",
                                "application/pdf",
                                archive.documents().readPdf(number, file)),
                        attachment(
                                number + ".xml",
                                "application/xml",
                                archive.documents().readXml(number, file))));
    }

    private static Attachment attachment(String fileName, String contentType, byte[] contents) {
        return new Attachment(fileName, contentType, SdkBytes.fromByteArrayUnsafe(contents));
    }
}

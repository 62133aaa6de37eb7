package credits.function.operator;

import credits.api.PaymentProblems;
import credits.function.operator.fatturapa.FatturaPaFile;
import credits.http.ProblemException;
import credits.invoicing.TaxDocument;
import credits.invoicing.store.ArchivedDocuments;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The files of documents in one ZIP: each as PDF and as XML, as they were archived, and, of a seller in Italy, as
/// FatturaPA.
record DocumentZip(InvoiceQueries invoices, ArchivedDocuments archive) {
    /// The maximum of documents in one ZIP: Lambda returns at most 6 MB in Base64, and a PDF has at most 60 kB.
    static final int MAX_DOCUMENTS = 50;

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final String FATTURA_PA_FOLDER = "fatturapa/";

    /// Returns the ZIP. The same documents always yield the same bytes. One that is not archived yet is a
    /// problem: a ZIP is complete.
    byte[] of(List<TaxDocument> documents) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var document : documents) add(document, zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void add(TaxDocument document, ZipOutputStream zip) throws IOException {
        var number = document.number();
        var file = archivedFile(document);
        var issuedAt = document.issuedOn().atStartOfDay();
        add(number + ".pdf", issuedAt, archive.readPdf(number, file), zip);
        add(number + ".xml", issuedAt, archive.readXml(number, file), zip);
        var fatturaPa = FatturaPaFile.of(document);
        if (fatturaPa.isPresent())
            add(
                    FATTURA_PA_FOLDER + fatturaPa.get().name(),
                    issuedAt,
                    fatturaPa.get().xml().getBytes(StandardCharsets.UTF_8),
                    zip);
    }

    private static void add(String name, LocalDateTime time, byte[] contents, ZipOutputStream zip) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(contents);
        zip.closeEntry();
    }

    private ArchivedFile archivedFile(TaxDocument document) {
        var sale = document.invoiceData();
        return invoices.findDocuments(sale.organisation(), sale.paymentId())
                .findDocument(document.number())
                .flatMap(DocumentRef::archivedFile)
                .orElseThrow(() -> new ProblemException(PaymentProblems.invoiceNotReady(RETRY_AFTER_SECONDS)));
    }
}

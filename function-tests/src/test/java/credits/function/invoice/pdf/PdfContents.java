package credits.function.invoice.pdf;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.text.PDFTextStripper;

/// The contents of our PDFs as other software reads them.
final class PdfContents {
    private final byte[] bytes;

    PdfContents(byte[] bytes) {
        this.bytes = bytes;
    }

    int pageCount() {
        return read(PDDocument::getNumberOfPages);
    }

    /// The text, with each run of white space as one space.
    String text() {
        return read(document -> new PDFTextStripper().getText(document))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// The names of all attachments and the contents of the XML, which must be the only one.
    String attachedXml() {
        return read(document -> {
            var files = new PDEmbeddedFilesNameTreeNode(document.getDocumentCatalog()
                            .getCOSObject()
                            .getCOSDictionary(COSName.NAMES)
                            .getCOSDictionary(COSName.EMBEDDED_FILES))
                    .getNames();
            if (!files.keySet().equals(Set.of("factur-x.xml"))) throw new AssertionError(files.keySet());
            var content =
                    requireNonNull(files.get("factur-x.xml")).getEmbeddedFile().toByteArray();
            return new String(content, StandardCharsets.UTF_8);
        });
    }

    /// The names of all entries of all dictionaries.
    Set<String> dictionaryKeys() {
        return read(document -> {
            var names = new TreeSet<String>();
            for (var key : document.getDocument().getXrefTable().keySet()) {
                collect(document.getDocument().getObjectFromPool(key).getObject(), names);
            }
            return names;
        });
    }

    private static void collect(COSBase object, Set<String> names) {
        if (object instanceof COSDictionary dictionary) {
            dictionary.keySet().forEach(name -> names.add(name.getName()));
            dictionary.getValues().stream()
                    .filter(value -> value instanceof COSDictionary || value instanceof COSArray)
                    .forEach(value -> collect(value, names));
        }
        if (object instanceof COSArray array) array.forEach(value -> collect(value, names));
    }

    private <T> T read(DocumentFunction<T> documentFunction) {
        try (var document = Loader.loadPDF(bytes)) {
            return documentFunction.of(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface DocumentFunction<T> {
        T of(PDDocument document) throws IOException;
    }
}

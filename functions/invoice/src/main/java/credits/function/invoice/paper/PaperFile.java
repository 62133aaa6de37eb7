package credits.function.invoice.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.UUID;
import org.openpdf.text.Document;
import org.openpdf.text.PageSize;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfEFStream;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfFileSpecification;
import org.openpdf.text.pdf.PdfIndirectReference;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfNumber;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfStream;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfStructureElement;
import org.openpdf.text.pdf.PdfWriter;

/// A PDF file of one A4 page for archives, screen readers and accounting software: PDF/A-3a (ISO 19005-3), PDF/UA-1
/// (ISO 14289-1) and Factur-X. Everything that a PDF usually derives from the clock or randomness is passed in, so that
/// the bytes are reproducible.
final class PaperFile {
    private static final String ATTACHMENT = "factur-x.xml";
    private static final byte[] COLOURS = Resource.bytes("sRGB.icc");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Document document = new Document(PageSize.A4);
    private final PdfWriter writer = PdfWriter.getInstance(document, bytes);
    private final PdfDate noon;

    /// Begins a file.
    ///
    /// @param language a BCP 47 tag
    /// @param day the creation date in the file's metadata
    PaperFile(String title, String language, LocalDate day) {
        this.noon = noon(day);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        writer.setFullCompression();
        writer.setTagged();
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
        document.addTitle(title);
        document.open();
        var information = writer.getInfo();
        information.put(PdfName.CREATIONDATE, noon);
        information.put(PdfName.MODDATE, noon);
        information.put(PdfName.FILEID, identity(title));
        var producer = information.getAsString(PdfName.PRODUCER).toUnicodeString();
        writer.setXmpMetadata(Metadata.of(title, language, day, producer));
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString(language));
        colours();
    }

    PdfWriter writer() {
        return writer;
    }

    /// The root element of the structure tree.
    PdfStructureElement root() {
        return new PdfStructureElement(writer.getStructureTreeRoot(), new PdfName("Document"));
    }

    /// Completes the file with `xml` embedded and returns its bytes.
    byte[] end(byte[] xml, String description) {
        attach(xml, description);
        document.close();
        return bytes.toByteArray();
    }

    private static PdfDate noon(LocalDate day) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
        calendar.setTimeInMillis(day.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli());
        return new PdfDate(calendar);
    }

    private static PdfObject identity(String title) {
        var id = UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8));
        var sixteen = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return PdfEncryption.createInfoId(sixteen, sixteen);
    }

    // Written by hand, because OpenPDF would load AWT's colour management.
    private void colours() {
        var profile = new PdfStream(COLOURS);
        profile.put(PdfName.N, new PdfNumber(3));
        profile.flateCompress();
        var intent = new PdfDictionary(PdfName.OUTPUTINTENT);
        intent.put(PdfName.S, PdfName.GTS_PDFA1);
        intent.put(PdfName.OUTPUTCONDITIONIDENTIFIER, new PdfString("sRGB IEC61966-2.1"));
        intent.put(PdfName.INFO, new PdfString("sRGB IEC61966-2.1"));
        intent.put(PdfName.DESTOUTPUTPROFILE, added(profile));
        var intents = new PdfArray();
        intents.add(intent);
        writer.getExtraCatalog().put(PdfName.OUTPUTINTENTS, intents);
    }

    private void attach(byte[] xml, String description) {
        var file = new PdfEFStream(xml);
        file.put(PdfName.TYPE, new PdfName("EmbeddedFile"));
        file.put(PdfName.SUBTYPE, new PdfName("text/xml"));
        file.flateCompress();
        var parameters = new PdfDictionary();
        parameters.put(PdfName.SIZE, new PdfNumber(xml.length));
        parameters.put(PdfName.MODDATE, noon);
        file.put(PdfName.PARAMS, parameters);
        var specification = added(specification(added(file), description));
        var names = new PdfArray();
        names.add(new PdfString(ATTACHMENT));
        names.add(specification);
        var files = new PdfDictionary();
        files.put(PdfName.NAMES, names);
        var catalogNames = new PdfDictionary();
        catalogNames.put(PdfName.EMBEDDEDFILES, files);
        var associated = new PdfArray();
        associated.add(specification);
        writer.getExtraCatalog().put(PdfName.NAMES, catalogNames);
        writer.getExtraCatalog().put(new PdfName("AF"), associated);
    }

    // "Alternative": the same document in another format. "Data" is for profiles that are not complete invoices.
    private static PdfObject specification(PdfIndirectReference file, String description) {
        var content = new PdfDictionary();
        content.put(PdfName.F, file);
        content.put(PdfName.UF, file);
        var specification = new PdfFileSpecification();
        specification.put(PdfName.TYPE, PdfName.FILESPEC);
        specification.put(PdfName.F, new PdfString(ATTACHMENT));
        specification.put(PdfName.UF, new PdfString(ATTACHMENT, PdfObject.TEXT_UNICODE));
        specification.put(PdfName.DESC, new PdfString(description, PdfObject.TEXT_UNICODE));
        specification.put(PdfName.EF, content);
        specification.put(new PdfName("AFRelationship"), new PdfName("Alternative"));
        return specification;
    }

    private PdfIndirectReference added(PdfObject object) {
        try {
            return writer.addToBody(object).getIndirectReference();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}

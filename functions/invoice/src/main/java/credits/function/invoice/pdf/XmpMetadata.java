package credits.function.invoice.pdf;

import credits.text.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/// The XMP metadata of the file: it declares PDF/A-3a, PDF/UA-1 and Factur-X. PDF/A requires an extension schema for
/// properties that it does not define.
final class XmpMetadata {
    private static final String TEMPLATE =
            new String(ClasspathResource.readBytes("metadata.xml"), StandardCharsets.UTF_8).strip();

    private XmpMetadata() {}

    static byte[] render(String title, String language, LocalDate createdOn, String producer) {
        return TEMPLATE.replace("{title}", XmlWriter.escape(title))
                .replace("{language}", language)
                .replace("{time}", createdOn + "T12:00:00+00:00")
                .replace("{producer}", XmlWriter.escape(producer))
                .getBytes(StandardCharsets.UTF_8);
    }
}

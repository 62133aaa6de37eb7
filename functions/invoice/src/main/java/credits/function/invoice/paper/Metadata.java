package credits.function.invoice.paper;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/// The XMP metadata of the file: it declares PDF/A-3a, PDF/UA-1 and Factur-X. PDF/A requires an extension schema for
/// properties that it does not define.
final class Metadata {
    private static final String TEMPLATE = new String(Resource.bytes("metadata.xml"), StandardCharsets.UTF_8).strip();

    private Metadata() {}

    static byte[] of(String title, String language, LocalDate day, String producer) {
        return TEMPLATE.replace("{title}", Xml.escaped(title))
                .replace("{language}", language)
                .replace("{time}", day + "T12:00:00+00:00")
                .replace("{producer}", Xml.escaped(producer))
                .getBytes(StandardCharsets.UTF_8);
    }
}

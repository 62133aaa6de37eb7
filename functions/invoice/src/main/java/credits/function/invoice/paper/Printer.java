package credits.function.invoice.paper;

import credits.topup.Language;
import credits.topup.TaxDocument;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Renders documents with the seller's branding. Not thread-safe.
public final class Printer {
    private final Brand brand;
    private final Typeface regular = Typeface.of("IBMPlexSans-Regular.ttf", 'R');
    private final Typeface bold = Typeface.of("IBMPlexSans-SemiBold.ttf", 'B');
    private final Map<Language, Words> languages;

    public Printer(Brand brand) {
        this.brand = brand;
        var words = new EnumMap<Language, Words>(Language.class);
        for (var language : Language.values()) {
            var _ = words.put(language, Words.of(language));
        }
        this.languages = Collections.unmodifiableMap(words);
    }

    /// The document as a PDF with its XML embedded. The same document always yields the same bytes.
    public byte[] pdf(TaxDocument document) {
        var wording = wording(document);
        var file = new PaperFile(wording.title(), wording.words().language().tag(), document.issuedOn());
        var canvas = new Canvas(file.writer(), regular, bold);
        new Page(canvas, file.root(), wording, brand).draw();
        return file.end(FacturX.of(document, wording), wording.title());
    }

    /// The document's XML alone, byte for byte the one that the PDF embeds.
    public byte[] xml(TaxDocument document) {
        return FacturX.of(document, wording(document));
    }

    private Wording wording(TaxDocument document) {
        var words = languages.get(document.sale().language());
        if (words == null)
            throw new IllegalStateException("no labels in " + document.sale().language());
        return new Wording(document, words);
    }
}

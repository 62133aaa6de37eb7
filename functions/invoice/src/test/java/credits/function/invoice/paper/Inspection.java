package credits.function.invoice.paper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.mustangproject.validator.ZUGFeRDValidator;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/// What the inspectors say of a PDF: nothing if they accept it.
final class Inspection {
    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private Inspection() {}

    /// veraPDF, by one standard.
    static List<String> of(byte[] pdf, PDFAFlavour standard) {
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new ByteArrayInputStream(pdf), standard);
                var validator = foundry.createValidator(standard, false)) {
            var result = validator.validate(parser);
            var findings = result.getTestAssertions().stream()
                    .map(each -> each.getRuleId().getClause() + " " + each.getMessage() + " " + each.getErrorMessage())
                    .distinct();
            return (result.isCompliant() ? findings : Stream.concat(Stream.of("not compliant"), findings)).toList();
        } catch (VeraPDFException | IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// Mustang: the XML by schema and by the rules of EN 16931, and how it is embedded. Its judgement of PDF/A is
    /// worth nothing: it says valid of what is not.
    static List<String> ofMustang(byte[] pdf) {
        try {
            var file = Files.createTempFile("invoice", ".pdf");
            try {
                var _ = Files.write(file, pdf);
                var validator = new ZUGFeRDValidator();
                var report = validator.validate(file.toString());
                return validator.wasCompletelyValid() && !report.contains("<error") ? List.of() : List.of(report);
            } finally {
                Files.delete(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}

package credits.function.invoice.pdf;

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

/// The findings of PDF validators; empty if a file is valid.
final class PdfValidator {
    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private PdfValidator() {}

    /// The findings of veraPDF for one standard.
    static List<String> validate(byte[] pdf, PDFAFlavour standard) {
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new ByteArrayInputStream(pdf), standard);
                var validator = foundry.createValidator(standard, false)) {
            var result = validator.validate(parser);
            var findings = result.getTestAssertions().stream()
                    .map(each -> each.getRuleId().getClause() + " " + each.getMessage() + " " + each.getErrorMessage())
                    .distinct();
            return (result.isCompliant() ? findings : Stream.concat(Stream.of("not compliant"), findings)).toList();
        } catch (VeraPDFException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The findings of Mustang: the XML against its schema and the rules of EN 16931, and its embedding. Mustang's
    /// verdict on PDF/A is ignored, because it accepts invalid files.
    static List<String> validateFacturX(byte[] pdf) {
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package credits.function.invoice.paper;

import static org.assertj.core.api.Assertions.assertThat;

import credits.function.invoice.Papers.Kind;
import credits.topup.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/// Validates every kind of document in English and one kind in each other language; all
/// combinations with `-Dfull=true`.
class InspectionTest {
    private static final Printer PRINTER = new Printer(new Brand("#1f4fd8", Optional.empty()));

    private static final Map<Language, Kind> ONE_KIND = Map.of(
            Language.DE, Kind.REVERSE_CHARGE,
            Language.IT, Kind.DOMESTIC,
            Language.FR, Kind.CREDIT_NOTE,
            Language.ES, Kind.OUTSIDE_SCOPE);

    static List<Arguments> documents() {
        return Arrays.stream(Language.values())
                .flatMap(language -> Arrays.stream(Kind.values())
                        .filter(kind ->
                                Boolean.getBoolean("full") || language == Language.EN || kind == ONE_KIND.get(language))
                        .map(kind -> Arguments.of(kind, language)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void archives_screen_readers_and_accounting_programs_accept_it(Kind kind, Language language) {
        var pdf = PRINTER.pdf(kind.in(language));

        assertThat(Inspection.of(pdf, PDFAFlavour.PDFA_3_A)).as("PDF/A-3a").isEmpty();
        assertThat(Inspection.of(pdf, PDFAFlavour.PDFUA_1)).as("PDF/UA-1").isEmpty();
        assertThat(Inspection.ofMustang(pdf)).as("Factur-X").isEmpty();
    }
}

package credits.function.operator.fatturapa;

import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.TaxDocument;
import java.util.Locale;
import java.util.Optional;

/// An invoice or a credit note as a file for the exchange system, which the seller or their provider sends to it.
///
/// @param name as the exchange system demands it: unique to the file for thirty years
public record FatturaPaFile(String name, String xml) {
    private static final String ITALY = "IT";
    // The five letters and digits of a name have room for sixty series of a million documents.
    private static final int FIRST_YEAR = 2020;
    private static final int YEARS = 30;
    private static final int SERIES_A_YEAR = 2;
    private static final int MAX_DOCUMENTS = 1_000_000;
    private static final int PROGRESSIVE_CHARACTERS = 5;

    /// Returns the file of `document`; empty if its seller is not in Italy. The same document always yields the same
    /// file. Throws [IllegalArgumentException] for a document whose position in its series is a million or more.
    public static Optional<FatturaPaFile> of(TaxDocument document) {
        var seller = document.invoiceData().seller();
        if (!seller.address().country().equals(ITALY)) return Optional.empty();
        var progressive = progressive(document.number());
        return Optional.of(new FatturaPaFile(
                seller.vatId() + "_" + progressive + ".xml", FatturaPaWriter.write(document, progressive)));
    }

    /// Returns what tells the file of the document from all others of the seller: five capitals and digits.
    static String progressive(DocumentNumber number) {
        if (number.position() >= MAX_DOCUMENTS)
            throw new IllegalArgumentException("no name is left for the file of " + number);
        var series = number.series();
        int year = Math.floorMod(series.year() - FIRST_YEAR, YEARS);
        int ordinal = (year * SERIES_A_YEAR + index(series.kind())) * MAX_DOCUMENTS + number.position();
        var text = Integer.toString(ordinal, Character.MAX_RADIX).toUpperCase(Locale.ROOT);
        return "0".repeat(PROGRESSIVE_CHARACTERS - text.length()) + text;
    }

    private static int index(NumberSeries.Kind kind) {
        return switch (kind) {
            case INVOICES -> 0;
            case CREDIT_NOTES -> 1;
        };
    }
}

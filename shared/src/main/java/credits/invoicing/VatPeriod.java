package credits.invoicing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The period of a VAT return: a month, or a quarter as the one-stop shop has it (Directive 2006/112/EC, article 364).
///
/// @param name `2026-11` or `2026-Q4`
/// @param first the first day
/// @param last the last day
public record VatPeriod(String name, LocalDate first, LocalDate last) {
    private static final int MONTHS_PER_QUARTER = 3;
    private static final Pattern FORMAT = Pattern.compile("([2-9][0-9]{3})-(?:(0[1-9]|1[0-2])|Q([1-4]))");

    /// Parses `2026-11` or `2026-Q4`; anything else is empty.
    public static Optional<VatPeriod> parse(String name) {
        return Optional.of(FORMAT.matcher(name)).filter(Matcher::matches).map(VatPeriod::from);
    }

    private static VatPeriod from(Matcher format) {
        int year = Integer.parseInt(format.group(1));
        if (format.group(2) != null) {
            var month = YearMonth.of(year, Integer.parseInt(format.group(2)));
            return new VatPeriod(format.group(), month.atDay(1), month.atEndOfMonth());
        }
        var lastMonth = YearMonth.of(year, Integer.parseInt(format.group(3)) * MONTHS_PER_QUARTER);
        return new VatPeriod(
                format.group(), lastMonth.minusMonths(MONTHS_PER_QUARTER - 1L).atDay(1), lastMonth.atEndOfMonth());
    }

    /// Whether the VAT of a document belongs to this period: that of an invoice became due with the payment
    /// (article 65); a credit note, and an invoice that cancels one or replaces another, counts when it was
    /// issued (article 90).
    public boolean contains(TaxDocument document) {
        var day = switch (document) {
            case TaxDocument.Invoice invoice when invoice.precedingDocument().isPresent() -> invoice.issuedOn();
            case TaxDocument.Invoice invoice -> invoice.invoiceData().paidOn();
            case TaxDocument.CreditNote note -> note.issuedOn();
        };
        return !day.isBefore(first) && !day.isAfter(last);
    }
}

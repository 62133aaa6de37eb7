package credits.function.operator;

import credits.http.ApiRequest;
import credits.invoicing.NumberSeries;
import credits.invoicing.TaxDocument;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/// The documents of a series that were issued in a range of days, both included.
record IssuedRange(NumberSeries series, Optional<LocalDate> from, Optional<LocalDate> to) {
    private static final String SERIES = "series";
    private static final String FROM = "from";
    private static final String TO = "to";

    /// The query parameters that it is parsed from.
    static final Set<String> PARAMETERS = Set.of(SERIES, FROM, TO);

    static IssuedRange parse(ApiRequest request) {
        var series = request.queryParameter(SERIES)
                .flatMap(NumberSeries::parse)
                .orElseThrow(() ->
                        QueryParameters.invalid(SERIES, "must be a year such as 2026, or CN-2026 for credit notes"));
        return new IssuedRange(series, date(request, FROM), date(request, TO));
    }

    private static Optional<LocalDate> date(ApiRequest request, String name) {
        try {
            return request.queryParameter(name).map(LocalDate::parse);
        } catch (DateTimeParseException otherForm) {
            throw QueryParameters.invalid(name, "must be a date such as 2026-11-22");
        }
    }

    boolean isBefore(TaxDocument document) {
        return from.filter(document.issuedOn()::isBefore).isPresent();
    }

    boolean isNotAfter(TaxDocument document) {
        return to.filter(document.issuedOn()::isAfter).isEmpty();
    }

    /// The query of the list, without a cursor. A cursor is bound to it.
    String query() {
        return SERIES + "=" + series
                + from.map(day -> "&" + FROM + "=" + day).orElse("")
                + to.map(day -> "&" + TO + "=" + day).orElse("");
    }
}

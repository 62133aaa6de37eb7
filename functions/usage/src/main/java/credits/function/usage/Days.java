package credits.function.usage;

import credits.identity.OrganisationId;
import credits.ledger.DayPage;
import credits.ledger.Position;
import credits.ledger.Sheet;
import credits.ledger.Statements;
import credits.usage.Entry;
import credits.wire.Cursor;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/usage/days/{date}`: the entries of a day, newest first, as JSON pages or as parts of one CSV file.
final class Days {
    private static final String CATEGORY = "category";
    private static final String SEARCH = "search";
    private static final String CURSOR = "cursor";
    private static final int LONGEST_TEXT = 100;
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 100;

    private final Statements statements;

    Days(Statements statements) {
        this.statements = statements;
    }

    HttpResponse entries(HttpRequest request, OrganisationId organisation) {
        var asked = Asked.of(request, organisation);
        return request.prefers("text/csv") ? table(request, asked) : page(request, asked);
    }

    /// The request for entries in either format.
    ///
    /// @param cursor where to continue, as the caller sent it; not yet verified
    private record Asked(OrganisationId organisation, LocalDate date, Filter filter, Optional<Cursor> cursor) {
        static Asked of(HttpRequest request, OrganisationId organisation) {
            var filter = new Filter(text(request, CATEGORY), text(request, SEARCH));
            return new Asked(
                    organisation,
                    Days.date(request.path("date")),
                    filter,
                    request.query(CURSOR).map(Cursor::read));
        }

        /// The text that a cursor of this list is bound to.
        String binding(HttpRequest request, String form) {
            return String.join("|", organisation.value(), request.routeKey(), date.toString(), filter.toString(), form);
        }
    }

    private HttpResponse page(HttpRequest request, Asked asked) {
        request.refuseQueryBeside(Set.of("limit", CURSOR, CATEGORY, SEARCH));
        int most = request.count("limit", USUAL_PAGE, LARGEST_PAGE);
        var rows = new Rows(most, new ArrayList<>());
        var binding = asked.binding(request, "json");
        var page = read(request, asked, binding, rows);
        return HttpResponse.json(200, json(page, rows.entries(), next(page, binding)));
    }

    private record Rows(int most, List<Json> entries) implements Sheet {
        @Override
        public boolean takes(Entry entry) {
            return room() > 0 && entries.add(json(entry));
        }

        @Override
        public int room() {
            return most - entries.size();
        }
    }

    /// A part of the day's CSV file. The parts, concatenated, are one file.
    private HttpResponse table(HttpRequest request, Asked asked) {
        request.refuseQueryBeside(Set.of(CURSOR, CATEGORY, SEARCH));
        var sheet = DaySheet.part(asked.cursor().isEmpty());
        var binding = asked.binding(request, "csv");
        var page = read(request, asked, binding, sheet);
        var answer = HttpResponse.csv(sheet.table(), "usage-" + asked.date() + ".csv");
        return next(page, binding)
                .map(cursor -> answer.with("link", "<" + link(asked.filter(), cursor) + ">; rel=\"next\""))
                .orElse(answer);
    }

    private DayPage read(HttpRequest request, Asked asked, String binding, Sheet sheet) {
        var after = asked.cursor().map(position -> new Position(position.segment(), position.entry()));
        var page = statements
                .day(
                        asked.organisation(),
                        asked.date(),
                        request.at(),
                        after,
                        asked.filter().chosen(),
                        sheet)
                .orElseThrow(() -> new Rejected(Problem.notFound()));
        asked.cursor().ifPresent(given -> requireGenuine(given, page, binding));
        return page;
    }

    // Relative to the called URL, whatever its public domain and path.
    private static String link(Filter filter, Cursor cursor) {
        return "?" + CURSOR + "=" + cursor
                + filter.category()
                        .map(text -> "&" + CATEGORY + "=" + encoded(text))
                        .orElse("")
                + filter.search()
                        .map(text -> "&" + SEARCH + "=" + encoded(text))
                        .orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<String> text(HttpRequest request, String name) {
        var text = request.query(name).filter(given -> !given.isEmpty());
        if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
            throw new Rejected(
                    Problem.invalidRequest("/query/" + name, "must have at most " + LONGEST_TEXT + " characters"));
        }
        return text;
    }

    private static LocalDate date(String text) {
        try {
            var date = LocalDate.parse(text);
            if (date.getYear() >= 2000 && date.getYear() < 3000) return date;
        } catch (DateTimeParseException otherForm) {
            throw invalidDate();
        }
        throw invalidDate();
    }

    private static Rejected invalidDate() {
        return new Rejected(Problem.invalidRequest("/path/date", "must be a date such as 2026-11-22"));
    }

    // A cursor is verified with a hash stored in the segment that it points at, so that segment is read first. An
    // unverified cursor can only address the caller's own entries.
    private static void requireGenuine(Cursor cursor, DayPage page, String binding) {
        boolean genuine = page.began()
                .filter(seal -> cursor.isGenuine(seal.asByteArray(), binding))
                .isPresent();
        if (!genuine) throw Cursor.unknown();
    }

    private static Optional<Cursor> next(DayPage page, String binding) {
        return page.next()
                .map(end -> Cursor.seal(
                        end.position().segment(),
                        end.position().index(),
                        end.seal().asByteArray(),
                        binding));
    }

    private static Json.Members json(DayPage page, List<Json> entries, Optional<Cursor> next) {
        return Json.object()
                .put("date", page.date().toString())
                .put("time_zone", page.timeZone().getId())
                .put("total", page.cost())
                .put("operations", page.operations())
                .put("data", entries)
                .putOptional("next_cursor", next)
                .end();
    }

    private static Json json(Entry entry) {
        var priced = entry.booked().priced();
        var unit = priced.rate().unit();
        return Json.object()
                .put("id", entry.id())
                .put("time", priced.line().at())
                .put("category", priced.category().name())
                .put("operation", priced.line().operation().value())
                .put("quantity", priced.line().quantity())
                .put(
                        "unit",
                        Json.object()
                                .put("quantity", Long.toString(unit.quantity()))
                                .put("name", unit.name())
                                .end())
                .put("unit_price", priced.rate().unitPrice())
                .put("cost", priced.cost())
                .putOptional("member", priced.line().member())
                .put("source", entry.source())
                .putOptional("reference", priced.line().reference())
                .put("status", entry.booked().status().word())
                .end();
    }
}

package credits.function.usage;

import credits.identity.OrganisationId;
import credits.ledger.DayPage;
import credits.ledger.Position;
import credits.ledger.Statements;
import credits.usage.Entry;
import credits.wire.Cursor;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/usage/days/{date}`: the entries of a day, newest first, page by page.
final class Days {
    private static final String CATEGORY = "category";
    private static final String SEARCH = "search";
    private static final int LONGEST_TEXT = 100;
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 100;

    private final Statements statements;

    Days(Statements statements) {
        this.statements = statements;
    }

    HttpResponse entries(HttpRequest request, OrganisationId organisation) {
        request.refuseQueryBeside(Set.of("limit", "cursor", CATEGORY, SEARCH));
        var date = date(request.path("date"));
        int most = request.count("limit", USUAL_PAGE, LARGEST_PAGE);
        var filter = new Filter(text(request, CATEGORY), text(request, SEARCH));
        var cursor = request.query("cursor").map(Cursor::read);
        var after = cursor.map(position -> new Position(position.segment(), position.entry()));
        var page = statements
                .day(organisation, date, request.at(), after, filter, most)
                .orElseThrow(() -> new Rejected(Problem.notFound()));
        var binding = organisation + "|" + request.routeKey() + "|" + date + "|" + filter;
        cursor.ifPresent(given -> requireGenuine(given, page, binding));
        return HttpResponse.json(200, json(page, binding));
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

    // Only reading the segment that a cursor points at shows what it must be sealed with; until then it is a
    // stranger's word, that could only ever point at the caller's own entries.
    private static void requireGenuine(Cursor cursor, DayPage page, String binding) {
        boolean genuine = page.began()
                .filter(seal -> cursor.isGenuine(seal.asByteArray(), binding))
                .isPresent();
        if (!genuine) throw Cursor.unknown();
    }

    private static Json.Members json(DayPage page, String binding) {
        Optional<Cursor> next = page.next()
                .map(end -> Cursor.seal(
                        end.position().segment(),
                        end.position().index(),
                        end.seal().asByteArray(),
                        binding));
        return Json.object()
                .put("date", page.date().toString())
                .put("time_zone", page.timeZone().getId())
                .put("total", page.cost())
                .put("operations", page.operations())
                .put("data", page.entries().stream().map(Days::json).toList())
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

package credits.function.usage;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.PageCursor;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.http.RequestCaller;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import credits.ledger.query.EntryPage;
import credits.ledger.query.EntryPosition;
import credits.ledger.query.EntrySink;
import credits.profile.ErasedMembers;
import credits.profile.ErasedMembersStore;
import credits.usage.LedgerEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/usage/days/{date}`: the entries of a day, newest first, as JSON pages or as parts of one CSV file.
final class DailyUsage {
    private static final String CATEGORY = "category";
    private static final String SEARCH = "search";
    private static final String CURSOR = "cursor";
    private static final int MAX_TEXT_CHARS = 100;
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 100;

    private final AccountQueries accountQueries;
    private final ErasedMembersStore erasedMembers;

    DailyUsage(AccountQueries accountQueries, ErasedMembersStore erasedMembers) {
        this.accountQueries = accountQueries;
        this.erasedMembers = erasedMembers;
    }

    ApiResponse listEntries(ApiRequest request, OrganisationId organisation, RequestCaller requestCaller) {
        var query = EntryQuery.parse(request, erasedMembers.find(organisation));
        return request.prefers("text/csv")
                ? csvPart(request, query, requestCaller)
                : jsonPage(request, query, requestCaller);
    }

    /// The request for entries in either format.
    ///
    /// @param cursor where to continue, as the caller sent it; not yet verified
    private record EntryQuery(
            ErasedMembers erasedMembers, LocalDate date, EntryFilter filter, Optional<PageCursor> cursor) {
        static EntryQuery parse(ApiRequest request, ErasedMembers erasedMembers) {
            var filter = new EntryFilter(text(request, CATEGORY), text(request, SEARCH), erasedMembers);
            return new EntryQuery(
                    erasedMembers,
                    DailyUsage.date(request.pathParameter("date")),
                    filter,
                    request.queryParameter(CURSOR).map(PageCursor::parse));
        }

        OrganisationId organisation() {
            return erasedMembers.organisation();
        }

        /// The text that a cursor of this list is bound to.
        String binding(ApiRequest request, String form) {
            return String.join(
                    "|", organisation().value(), request.routeKey(), date.toString(), filter.bindingText(), form);
        }
    }

    private ApiResponse jsonPage(ApiRequest request, EntryQuery query, RequestCaller requestCaller) {
        request.requireQueryParametersIn(Set.of("limit", CURSOR, CATEGORY, SEARCH));
        int limit = request.countParameter("limit", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        var jsonRows = new JsonRows(limit, query.erasedMembers(), new ArrayList<>());
        var binding = query.binding(request, "json");
        var page = readEntries(request, requestCaller, query, binding, jsonRows);
        return ApiResponse.json(200, toJson(page, jsonRows.entries(), nextCursor(page, binding)));
    }

    private record JsonRows(int limit, ErasedMembers erasedMembers, List<Json> entries) implements EntrySink {
        @Override
        public boolean tryAdd(LedgerEntry entry) {
            return remaining() > 0 && entries.add(toJson(entry, erasedMembers));
        }

        @Override
        public int remaining() {
            return limit - entries.size();
        }
    }

    /// A part of the day's CSV file. The parts, concatenated, are one file.
    private ApiResponse csvPart(ApiRequest request, EntryQuery query, RequestCaller requestCaller) {
        request.requireQueryParametersIn(Set.of(CURSOR, CATEGORY, SEARCH));
        var sheet = DailyUsageCsv.newPart(query.cursor().isEmpty(), query.erasedMembers());
        var binding = query.binding(request, "csv");
        var page = readEntries(request, requestCaller, query, binding, sheet);
        var response = ApiResponse.csv(sheet.csv(), "usage-" + query.date() + ".csv");
        return nextCursor(page, binding)
                .map(cursor -> response.withHeader("link", "<" + link(query.filter(), cursor) + ">; rel=\"next\""))
                .orElse(response);
    }

    private EntryPage readEntries(
            ApiRequest request, RequestCaller requestCaller, EntryQuery query, String binding, EntrySink sink) {
        var after = query.cursor().map(position -> new EntryPosition(position.position(), position.offset()));
        var page = accountQueries
                .readEntries(
                        query.organisation(),
                        query.date(),
                        request.receivedAt(),
                        after,
                        query.filter().asPredicate(),
                        sink)
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        requestCaller.chargeBytes(page.bytesRead());
        query.cursor().ifPresent(given -> requireGenuine(given, page, binding));
        return page;
    }

    // Relative to the called URL, whatever its public domain and path.
    private static String link(EntryFilter filter, PageCursor cursor) {
        return "?" + CURSOR + "=" + cursor
                + filter.category()
                        .map(text -> "&" + CATEGORY + "=" + encode(text))
                        .orElse("")
                + filter.search().map(text -> "&" + SEARCH + "=" + encode(text)).orElse("");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<String> text(ApiRequest request, String name) {
        var text = request.queryParameter(name).filter(given -> !given.isEmpty());
        if (text.isPresent() && text.get().length() > MAX_TEXT_CHARS) {
            throw new ProblemException(
                    Problem.invalidRequest("/query/" + name, "must have at most " + MAX_TEXT_CHARS + " characters"));
        }
        return text;
    }

    private static LocalDate date(String text) {
        try {
            var date = LocalDate.parse(text);
            if (date.getYear() >= 2000 && date.getYear() < 3000) return date;
        } catch (DateTimeParseException e) {
            throw invalidDate();
        }
        throw invalidDate();
    }

    private static ProblemException invalidDate() {
        return new ProblemException(Problem.invalidRequest("/path/date", "must be a date such as 2026-11-22"));
    }

    // A cursor is verified with a hash stored in the segment that it points at, so that segment is read first. An
    // unverified cursor can only address the caller's own entries.
    private static void requireGenuine(PageCursor cursor, EntryPage page, String binding) {
        boolean isGenuine = page.startCursorKey()
                .filter(seal -> cursor.isAuthentic(seal.asByteArray(), binding))
                .isPresent();
        if (!isGenuine) throw PageCursor.unknownCursor();
    }

    private static Optional<PageCursor> nextCursor(EntryPage page, String binding) {
        return page.next()
                .map(end -> PageCursor.sign(
                        end.position().segmentNumber(),
                        end.position().index(),
                        end.cursorKey().asByteArray(),
                        binding));
    }

    private static Json.JsonObject toJson(EntryPage page, List<Json> entries, Optional<PageCursor> next) {
        return Json.object()
                .put("date", page.date().toString())
                .put("time_zone", page.timeZone().getId())
                .put("total", page.cost())
                .put("operations", page.operationCount())
                .put("data", entries)
                .putOptional("next_cursor", next)
                .build();
    }

    private static Json toJson(LedgerEntry entry, ErasedMembers erasedMembers) {
        var priced = entry.bookedLine().pricedLine();
        var unit = priced.rate().unit();
        return Json.object()
                .put("id", entry.id())
                .put("time", priced.line().usedAt())
                .put("category", priced.category().name())
                .put("operation", priced.line().operation().value())
                .put("quantity", priced.line().quantity())
                .put(
                        "unit",
                        Json.object()
                                .put("quantity", Long.toString(unit.quantity()))
                                .put("name", unit.name())
                                .build())
                .put("unit_price", priced.rate().unitPrice())
                .put("cost", priced.cost())
                .putOptional("member", priced.line().member().map(erasedMembers::shown))
                .put("source", entry.source())
                .putOptional("reference", priced.line().reference())
                .put("status", entry.bookedLine().status().apiName())
                .build();
    }
}

package credits.function.operator;

import credits.function.operator.AdjustmentIndex.Adjustment;
import credits.function.operator.AdjustmentIndex.Place;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.PageCursor;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/adjustments`: the adjustments of all organisations or of one, newest first.
final class ListAdjustments {
    private static final String CURSOR = "cursor";
    private static final String ORGANISATION = "organisation";
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 100;

    /// The maximum number of adjustments that are read for a page of one organisation.
    static final int MAX_SEARCHED = 1_000;

    private final AdjustmentIndex adjustmentIndex;

    ListAdjustments(AdjustmentIndex adjustmentIndex) {
        this.adjustmentIndex = adjustmentIndex;
    }

    ApiResponse list(ApiRequest request, Caller caller) {
        if (!caller.permissions().contains(ApiPermission.FINANCE_READ))
            caller.requirePermission(ApiPermission.ACCOUNTS_ADJUST);
        request.requireQueryParametersIn(Set.of("limit", CURSOR, ORGANISATION));
        int limit = request.countParameter("limit", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        var organisation = organisation(request);
        var cursor = request.queryParameter(CURSOR).map(PageCursor::parse);
        var binding = request.routeKey() + "|"
                + organisation.map(OrganisationId::value).orElse("");
        return toJson(page(organisation, cursor, limit, binding));
    }

    /// A page and the cursor of the next one, if there is one.
    private record Page(List<Adjustment> adjustments, Optional<PageCursor> next) {}

    private Page page(Optional<OrganisationId> organisation, Optional<PageCursor> cursor, int limit, String binding) {
        var from =
                cursor.map(given -> new Place(given.position(), given.offset())).orElse(Place.NEWEST);
        int searched = organisation.isPresent() ? MAX_SEARCHED : limit;
        // One more than is searched shows whether there is a next page; one before them is where the last one ended.
        var found = adjustmentIndex.listFrom(from, searched + 2);
        if (cursor.isPresent()) {
            if (found.isEmpty() || !isGenuine(cursor.get(), found.getFirst(), binding))
                throw PageCursor.unknownCursor();
            found = found.subList(1, found.size());
        }
        var adjustments = new ArrayList<Adjustment>();
        int read = 0;
        while (read < Math.min(found.size(), searched) && adjustments.size() < limit) {
            var each = found.get(read++);
            if (organisation.isEmpty() || organisation.get().equals(each.organisation())) adjustments.add(each);
        }
        return new Page(
                adjustments,
                read < found.size() ? Optional.of(cursorAt(found.get(read - 1), binding)) : Optional.empty());
    }

    private static PageCursor cursorAt(Adjustment last, String binding) {
        return PageCursor.sign(last.place().atMillis(), last.place().hash(), last.cursorKey(), binding);
    }

    private static boolean isGenuine(PageCursor cursor, Adjustment adjustment, String binding) {
        return adjustment.place().equals(new Place(cursor.position(), cursor.offset()))
                && cursor.isAuthentic(adjustment.cursorKey(), binding);
    }

    private static Optional<OrganisationId> organisation(ApiRequest request) {
        try {
            return request.queryParameter(ORGANISATION).map(OrganisationId::new);
        } catch (IllegalArgumentException otherForm) {
            throw new ProblemException(
                    Problem.invalidRequest("/query/" + ORGANISATION, String.valueOf(otherForm.getMessage())));
        }
    }

    private static ApiResponse toJson(Page page) {
        return ApiResponse.json(
                200,
                Json.object()
                        .put(
                                "data",
                                page.adjustments().stream()
                                        .map(ListAdjustments::toJson)
                                        .toList())
                        .putOptional("next_cursor", page.next())
                        .build());
    }

    private static Json toJson(Adjustment adjustment) {
        return Json.object()
                .put("id", "adj_" + adjustment.key())
                .put("organisation", adjustment.organisation().value())
                .put("amount", adjustment.amount())
                .put("reason", adjustment.reason())
                .put("by", adjustment.by().value())
                .put("at", adjustment.at())
                .build();
    }
}

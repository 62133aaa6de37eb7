package credits.function.operator;

import credits.account.DomainEvent;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.ClaimMapping;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.Segment;
import credits.ledger.query.AccountQueries;
import credits.profile.ErasedMembers;
import credits.profile.ErasedMembersStore;
import credits.usage.BookedLine;
import credits.usage.BookedReport;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// `GET /v1/segments`: an account's chain, newest segment first: what each one booked, the account after it, and the
/// hashes that tie it to the one before.
final class ListSegments {
    private static final String BEFORE = "before";
    private static final int DEFAULT_PAGE_SIZE = 20;
    private static final int MAX_PAGE_SIZE = 50;
    // A page of more would not fit into a response; the segment that passes it is its last.
    private static final int MAX_LINES = 2_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final AccountQueries accountQueries;
    private final ErasedMembersStore erasedMembers;

    ListSegments(AccountQueries accountQueries, ErasedMembersStore erasedMembers) {
        this.accountQueries = accountQueries;
        this.erasedMembers = erasedMembers;
    }

    ApiResponse list(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.ACCOUNTS_READ);
        request.requireQueryParametersIn(Set.of(ClaimMapping.ORGANISATION_PARAMETER, BEFORE, "limit"));
        int limit = request.countParameter("limit", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        var organisation = organisation(request);
        var erased = erasedMembers.find(organisation);
        var page = new ArrayList<Json>();
        int lines = 0;
        long next = 0;
        for (var segment : accountQueries.segmentsBackwards(organisation, before(request), limit)) {
            page.add(json(segment, erased));
            next = segment.number();
            for (var report : segment.reports()) lines += report.lines().size();
            if (lines > MAX_LINES) break;
        }
        var list = Json.object().put("data", page);
        return ApiResponse.json(200, (next == 0 ? list.putNull("next_before") : list.put("next_before", next)).build());
    }

    private static OrganisationId organisation(ApiRequest request) {
        try {
            return new OrganisationId(request.queryParameter(ClaimMapping.ORGANISATION_PARAMETER)
                    .orElseThrow(() -> QueryParameters.invalid(ClaimMapping.ORGANISATION_PARAMETER, "is missing")));
        } catch (IllegalArgumentException otherForm) {
            throw QueryParameters.invalid(ClaimMapping.ORGANISATION_PARAMETER, String.valueOf(otherForm.getMessage()));
        }
    }

    private static OptionalLong before(ApiRequest request) {
        var text = request.queryParameter(BEFORE);
        if (text.isEmpty()) return OptionalLong.empty();
        if (!NUMBER.matcher(text.get()).matches())
            throw QueryParameters.invalid(BEFORE, "must be the number of a segment");
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    private static Json json(Segment segment, ErasedMembers erased) {
        var account = segment.account();
        return Json.object()
                .put("number", segment.number())
                .put("kind", segment.kind().name().toLowerCase(Locale.ROOT))
                .put("booked_at", account.clockTime())
                .put("hash", HexFormat.of().formatHex(segment.hash().asByteArray()))
                .put(
                        "previous_hash",
                        HexFormat.of().formatHex(segment.previousHash().asByteArray()))
                .put("balance", account.balance())
                .put("used", account.used())
                .put("held", account.holds().amountAt(account.clockTime()))
                .put(
                        "reports",
                        segment.reports().stream()
                                .map(report -> json(report, erased))
                                .toList())
                .put("events", segment.events().stream().map(ListSegments::json).toList())
                .build();
    }

    private static Json json(BookedReport report, ErasedMembers erased) {
        return Json.object()
                .put("id", report.id().toString())
                .put("source", report.source())
                .put(
                        "lines",
                        report.lines().stream().map(line -> json(line, erased)).toList())
                .build();
    }

    private static Json json(BookedLine booked, ErasedMembers erased) {
        var line = booked.pricedLine().line();
        return Json.object()
                .put("status", booked.status().apiName())
                .put("operation", line.operation().value())
                .put("quantity", line.quantity())
                .put("cost", booked.pricedLine().cost())
                .put("used_at", line.usedAt())
                .putOptional("member", line.member().map(erased::shown))
                .putOptional("authorization", line.authorization())
                .build();
    }

    private static Json json(DomainEvent event) {
        var type = event.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return Json.object().put("type", type.toLowerCase(Locale.ROOT)).build();
    }
}

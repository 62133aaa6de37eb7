package credits.function.usage;

import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.PageCursor;
import credits.http.RequestCaller;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.json.InputErrors;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import credits.ledger.query.UsageRange;
import credits.ledger.query.UsageRange.UsageGrouping;
import credits.ledger.query.UsageTotals;
import credits.ledger.query.UsageTotals.GroupTotal;
import credits.profile.ErasedMembersStore;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// `GET /v1/usage`: the usage of a range of days, summed by day, member, operation or category.
final class GroupedUsage {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String GROUP_BY = "group_by";
    private static final String CURSOR = "cursor";
    private static final int MAX_YEARS = 2;

    private final AccountQueries accountQueries;
    private final ErasedMembersStore erasedMembers;

    GroupedUsage(AccountQueries accountQueries, ErasedMembersStore erasedMembers) {
        this.accountQueries = accountQueries;
        this.erasedMembers = erasedMembers;
    }

    ApiResponse sum(ApiRequest request, OrganisationId organisation, RequestCaller requestCaller) {
        request.requireQueryParametersIn(Set.of(FROM, TO, GROUP_BY, CURSOR));
        var range = parseRange(request);
        var cursor = request.queryParameter(CURSOR).map(PageCursor::parse);
        var start = cursor.map(given -> OptionalLong.of(given.position())).orElse(OptionalLong.empty());
        var totals = accountQueries.usageTotals(organisation, range, start, request.receivedAt());
        requestCaller.chargeBytes(totals.bytesRead());
        var binding = String.join(
                "|",
                organisation.value(),
                request.routeKey(),
                range.from().toString(),
                range.to().toString(),
                code(range.grouping()));
        if (cursor.isPresent() && !isGenuine(cursor.get(), totals, binding)) throw PageCursor.unknownCursor();
        var groups = range.grouping() == UsageGrouping.MEMBER ? byShownMember(totals, organisation) : totals.groups();
        return toJson(range, groups, totals, binding);
    }

    private Map<String, GroupTotal> byShownMember(UsageTotals totals, OrganisationId organisation) {
        var erased = erasedMembers.find(organisation);
        var shown = new HashMap<String, GroupTotal>();
        totals.groups().forEach((member, total) -> {
            var name = member.isEmpty()
                    ? member
                    : erased.shown(new MemberId(member)).value();
            shown.merge(name, total, GroupTotal::plus);
        });
        return shown;
    }

    private static boolean isGenuine(PageCursor cursor, UsageTotals totals, String binding) {
        return totals.startCursorKey()
                .filter(key -> cursor.isAuthentic(key.asByteArray(), binding))
                .isPresent();
    }

    private static UsageRange parseRange(ApiRequest request) {
        var errors = new InputErrors();
        var from = errors.read(() -> date(request, FROM));
        var to = errors.read(() -> date(request, TO));
        var grouping = errors.read(() -> grouping(request));
        errors.throwIfAny();
        if (from.get().isAfter(to.get())) throw new InvalidInputException("/query/" + FROM, "must not be after to");
        if (from.get().isBefore(to.get().minusYears(MAX_YEARS)))
            throw new InvalidInputException("/query/" + FROM, "must be at most two years before to");
        return new UsageRange(from.get(), to.get(), grouping.get());
    }

    private static LocalDate date(ApiRequest request, String name) {
        try {
            var date = LocalDate.parse(request.queryParameter(name).orElse(""));
            if (date.getYear() >= 2000 && date.getYear() < 3000) return date;
        } catch (DateTimeParseException _) {
            // Refused like a date of another millennium.
        }
        throw new InvalidInputException("/query/" + name, "must be a date such as 2026-11-22");
    }

    private static UsageGrouping grouping(ApiRequest request) {
        var code = request.queryParameter(GROUP_BY).orElse("");
        return Arrays.stream(UsageGrouping.values())
                .filter(grouping -> code(grouping).equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("/query/" + GROUP_BY, "must be day, member, operation or category"));
    }

    private static String code(UsageGrouping grouping) {
        return grouping.name().toLowerCase(Locale.ROOT);
    }

    private static ApiResponse toJson(
            UsageRange range, Map<String, GroupTotal> groups, UsageTotals totals, String binding) {
        return ApiResponse.json(
                200,
                Json.object()
                        .put(FROM, range.from().toString())
                        .put(TO, range.to().toString())
                        .put(GROUP_BY, code(range.grouping()))
                        .put("time_zone", totals.timeZone().getId())
                        .put("data", sorted(range, groups))
                        .putOptional(
                                "next_cursor",
                                totals.next()
                                        .map(next -> PageCursor.sign(
                                                next.segmentNumber(),
                                                0,
                                                next.cursorKey().asByteArray(),
                                                binding)))
                        .build());
    }

    // Days in their order, everything else by cost.
    private static List<Json> sorted(UsageRange range, Map<String, GroupTotal> groups) {
        Comparator<Map.Entry<String, GroupTotal>> byGroup = Map.Entry.comparingByKey();
        Comparator<Map.Entry<String, GroupTotal>> byCost =
                Comparator.comparingLong(group -> -group.getValue().cost().nanos());
        return groups.entrySet().stream()
                .sorted(range.grouping() == UsageGrouping.DAY ? byGroup : byCost.thenComparing(byGroup))
                .map(group -> toJson(group.getKey(), group.getValue()))
                .toList();
    }

    private static Json toJson(String group, GroupTotal total) {
        return Json.object()
                .putOptional("group", Optional.of(group).filter(text -> !text.isEmpty()))
                .put("cost", total.cost())
                .put("operations", total.operationCount())
                .build();
    }
}

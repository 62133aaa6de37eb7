package credits.function.usage;

import credits.account.Account;
import credits.account.DayTotal;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.CsvTable;
import credits.http.CsvTable.CsvRow;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.http.RequestCaller;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import credits.ledger.query.MonthSegments;
import credits.money.Eur;
import credits.profile.ErasedMembersStore;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// `GET /v1/statements/{month}`: everything that changed the balance in a month, from the opening to the closing one,
/// as
/// JSON pages, as parts of one CSV file, or as lines with the hashes of the chain.
final class MonthlyStatement {
    private static final String BEFORE = "before";
    private static final Pattern MONTH_PATTERN = Pattern.compile("2[0-9]{3}-(0[1-9]|1[0-2])");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final List<String> COLUMNS =
            List.of("booked_at", "type", "amount", "balance", "payment", "reason", "segment");

    private final AccountQueries accountQueries;
    private final ErasedMembersStore erasedMembers;

    MonthlyStatement(AccountQueries accountQueries, ErasedMembersStore erasedMembers) {
        this.accountQueries = accountQueries;
        this.erasedMembers = erasedMembers;
    }

    /// A part of the statement.
    ///
    /// @param isFirst whether it begins at the end of the month
    record StatementPart(OrganisationId organisation, YearMonth month, boolean isFirst, MonthSegments segments) {
        Account monthEnd() {
            return segments.monthEnd();
        }

        List<BalanceMovement> movements() {
            return segments.newestFirst().stream().flatMap(BalanceMovement::of).toList();
        }

        List<DayTotal> days() {
            return monthEnd().monthToDate().days().stream()
                    .filter(day -> !day.cost().equals(Eur.ZERO))
                    .toList();
        }

        boolean isLast() {
            return segments.next().isEmpty();
        }
    }

    ApiResponse read(ApiRequest request, OrganisationId organisation, RequestCaller requestCaller) {
        request.requireQueryParametersIn(Set.of(BEFORE));
        var month = month(request, organisation);
        var before = before(request);
        var segments = accountQueries
                .segmentsOfMonth(organisation, month, before, request.receivedAt())
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        requestCaller.chargeBytes(segments.bytesRead());
        var part = new StatementPart(organisation, month, before.isEmpty(), segments);
        if (request.prefers("application/jsonl"))
            return new ChainLines(part, erasedMembers.find(organisation)).toResponse();
        // The balance before the month's first segment, whichever part has it.
        var opening = accountQueries
                .accountIn(organisation, month.minusMonths(1), request.receivedAt())
                .orElseThrow()
                .balance();
        return request.prefers("text/csv") ? csv(part, opening) : json(part, opening);
    }

    private YearMonth month(ApiRequest request, OrganisationId organisation) {
        var month = request.pathParameter("month");
        if (month.equals("current"))
            return accountQueries
                    .currentAccount(organisation, request.receivedAt())
                    .currentMonth();
        if (MONTH_PATTERN.matcher(month).matches()) return YearMonth.parse(month);
        throw new ProblemException(
                Problem.invalidRequest("/path/month", "must be a month such as 2026-11, or current"));
    }

    private static OptionalLong before(ApiRequest request) {
        var text = request.queryParameter(BEFORE);
        if (text.isEmpty()) return OptionalLong.empty();
        if (NUMBER.matcher(text.get()).matches()) return OptionalLong.of(Long.parseLong(text.get()));
        throw new ProblemException(
                Problem.invalidRequest("/query/" + BEFORE, "must be a next_before that this statement returned"));
    }

    private static ApiResponse json(StatementPart part, Eur opening) {
        var end = part.monthEnd();
        var statement = Json.object()
                .put("month", part.month().toString())
                .put("time_zone", end.timeZone().current().getId())
                .put("currency", "EUR")
                .put("opening", opening)
                .put("used", end.used())
                .put("closing", end.balance())
                .put("days", part.days().stream().map(MonthlyStatement::json).toList())
                .put(
                        "data",
                        part.movements().stream().map(MonthlyStatement::json).toList());
        var next = part.segments().next();
        return ApiResponse.json(
                200,
                (next.isEmpty() ? statement.putNull("next_before") : statement.put("next_before", next.getAsLong()))
                        .build());
    }

    private static Json json(DayTotal day) {
        return Json.object()
                .put("date", day.date().toString())
                .put("cost", day.cost())
                .build();
    }

    private static Json json(BalanceMovement movement) {
        return Json.object()
                .put("booked_at", movement.bookedAt())
                .put("type", type(movement))
                .put("amount", movement.amount())
                .put("balance", movement.balance())
                .putOptional("payment", movement.payment())
                .putOptional("reason", movement.reason())
                .put("segment", movement.segment())
                .build();
    }

    private static String type(BalanceMovement movement) {
        return movement.kind().name().toLowerCase(Locale.ROOT);
    }

    // The parts, concatenated, are one CSV file: the sum of the amounts leads from the last row to the first.
    private static ApiResponse csv(StatementPart part, Eur opening) {
        var csv = new CsvTable();
        if (part.isFirst()) {
            var header = new CsvRow();
            COLUMNS.forEach(header::rawCell);
            var _ = csv.tryAdd(header);
            addRow(csv, row("", "closing", "", part.monthEnd().balance()));
            for (var day : part.days().reversed())
                addRow(csv, row(day.date(), "usage", Eur.ZERO.minus(day.cost()), ""));
        }
        part.movements().forEach(movement -> addRow(csv, row(movement)));
        if (part.isLast()) addRow(csv, row("", "opening", "", opening));
        var response = ApiResponse.csv(csv, "statement-" + part.month() + ".csv");
        return part.isLast()
                ? response
                : response.withHeader("link", link(part.segments().next().getAsLong()));
    }

    /// The header that leads to the next part.
    static String link(long next) {
        return "<?" + BEFORE + "=" + next + ">; rel=\"next\"";
    }

    private static void addRow(CsvTable csv, CsvRow row) {
        if (!csv.tryAdd(row)) throw new IllegalStateException("the movements of a part do not fit");
    }

    private static CsvRow row(Object bookedAt, String type, Object amount, Object balance) {
        return new CsvRow()
                .rawCell(bookedAt)
                .rawCell(type)
                .rawCell(amount)
                .rawCell(balance)
                .rawCell("")
                .rawCell("")
                .rawCell("");
    }

    private static CsvRow row(BalanceMovement movement) {
        return new CsvRow()
                .rawCell(movement.bookedAt())
                .rawCell(type(movement))
                .rawCell(movement.amount())
                .rawCell(movement.balance())
                .rawCell(movement.payment().map(PaymentId::toString).orElse(""))
                .textCell(movement.reason().orElse(""))
                .rawCell(movement.segment());
    }
}

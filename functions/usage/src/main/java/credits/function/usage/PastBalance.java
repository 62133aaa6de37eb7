package credits.function.usage;

import credits.account.Account;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.query.AccountQueries;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;

/// `GET /v1/balance`: the balance at any time, from the segment that was the newest then.
final class PastBalance {
    private static final String AT = "at";
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final AccountQueries accountQueries;

    PastBalance(AccountQueries accountQueries) {
        this.accountQueries = accountQueries;
    }

    ApiResponse balanceAt(ApiRequest request, OrganisationId organisation) {
        request.requireQueryParametersIn(Set.of(AT));
        var time = request.queryParameter(AT).map(PastBalance::parse).orElse(request.receivedAt());
        if (time.isAfter(request.receivedAt()) || time.isBefore(EARLIEST)) throw invalid("must be a time in the past");
        return ApiResponse.json(200, toJson(accountQueries.accountAt(organisation, time), time));
    }

    private static Json.JsonObject toJson(Account account, Instant time) {
        return Json.object()
                .put("at", time)
                .put("balance", account.balance())
                .put("held", account.held())
                .put("available", account.available())
                .put("used", account.used())
                .put("currency", "EUR")
                .put("segments", account.segmentCount())
                .build();
    }

    private static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException otherForm) {
            throw invalid("must be a time such as 2026-11-22T12:00:00Z");
        }
    }

    private static ProblemException invalid(String rule) {
        return new ProblemException(Problem.invalidRequest("/query/" + AT, rule));
    }
}

package credits.function.operator;

import credits.http.ApiRequest;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import java.util.Optional;

/// The query parameters that several routes have.
final class QueryParameters {
    static final String AFTER = "after";

    private QueryParameters() {}

    /// The organisation after which a list goes on; empty for its begin.
    static Optional<OrganisationId> after(ApiRequest request) {
        return request.queryParameter(AFTER).map(QueryParameters::organisation);
    }

    /// The problem of a parameter that breaks a rule, such as `must be a month such as 2026-11`.
    static ProblemException invalid(String parameter, String rule) {
        return new ProblemException(Problem.invalidRequest("/query/" + parameter, rule));
    }

    private static OrganisationId organisation(String text) {
        try {
            return new OrganisationId(text);
        } catch (IllegalArgumentException otherForm) {
            throw invalid(AFTER, "must be a next_after that this list returned");
        }
    }
}

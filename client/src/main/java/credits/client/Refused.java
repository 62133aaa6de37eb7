package credits.client;

import java.io.Serial;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The balance (402) or what remains of the month's limit (403) is too low. This answer is final for its idempotency
/// key: after [#retryAfter], a top-up or a higher limit, send a new request.
public final class Refused extends NotAuthorized {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Blocker> blockers;

    Refused(Problem problem) {
        super("Not authorized, and nothing is held: " + problem.summary(), problem);
        this.blockers = problem.blockers();
    }

    /// Everything that blocks the request.
    public List<Blocker> blockers() {
        return blockers;
    }

    /// The largest quantity that would be authorized now, if any.
    public Optional<BigDecimal> largestQuantity() {
        return Optional.ofNullable(members().get("largest_quantity"))
                .filter(text -> text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?"))
                .map(BigDecimal::new);
    }

    /// The page where people see the reason and what they can do.
    public Optional<String> quotaUrl() {
        return Optional.ofNullable(members().get("quota_url"));
    }
}

package credits.client;

import java.io.Serial;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The money is not there: the balance (402) or the month's allowed limit (403) leaves too little. Decided for
/// ever: after [#retryAfter], a top-up or a higher limit, ask anew.
public final class Refused extends NotAuthorized {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Blocker> blockers;

    Refused(Problem problem) {
        super("Not authorized, and nothing is held: " + problem.summary(), problem);
        this.blockers = problem.blockers();
    }

    /// All that stands in the way.
    public List<Blocker> blockers() {
        return blockers;
    }

    /// What would be authorized now, if anything.
    public Optional<BigDecimal> largestQuantity() {
        return Optional.ofNullable(members().get("largest_quantity"))
                .filter(text -> text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?"))
                .map(BigDecimal::new);
    }

    /// Where people see why, and what they can do.
    public Optional<String> quotaUrl() {
        return Optional.ofNullable(members().get("quota_url"));
    }
}

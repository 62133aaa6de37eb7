package credits.api;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.SpendingBlocker;
import credits.account.SpendingBlocker.SpendingLimitReached;
import credits.account.SpendingCheck;
import credits.http.Problem;
import credits.http.Problem.ProblemType;
import credits.json.Json;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The problems of requesting and of settling an authorization.
public final class AuthorizationProblems {
    private static final int MAX_WAIT_SECONDS = 60;
    private static final String LIMIT_DETAIL = """
            This request exceeds what is left of the organisation's monthly limit. Nothing was debited or \
            held. Ask an owner to raise the limit; buying credits does not raise it. Then try again with a \
            new Idempotency-Key.""";
    private static final String CREDITS_DETAIL = """
            The organisation does not have enough credits for this request. Nothing was debited or held. Buy \
            credits and try again with a new Idempotency-Key.""";
    private static final String ONLY_HELD_DETAIL = """
            Holds for other work leave too little for this request at the moment. Nothing was debited or \
            held. Try again in a moment with a new Idempotency-Key.""";

    private final BlockerJson blockerJson;

    public AuthorizationProblems(BlockerJson blockerJson) {
        this.blockerJson = blockerJson;
    }

    /// `line` does not fit what `account` has left.
    public Problem insufficientFunds(Account account, PricedLine line) {
        var check = new SpendingCheck(account);
        return insufficientFunds(
                check.blockers(line.cost()),
                check.largestQuantity(line.rate()),
                retryAfterSeconds(account, line.cost()));
    }

    /// The requested usage does not fit.
    ///
    /// @param blockers at least one; the first names the refusal
    /// @param largest the largest quantity that fits
    /// @param waitSeconds present if only holds for other work are in the way
    public Problem insufficientFunds(
            List<SpendingBlocker> blockers, Optional<Quantity> largest, Optional<Integer> waitSeconds) {
        boolean isLimit = blockers.getFirst() instanceof SpendingLimitReached;
        var members = Json.object()
                .put("blockers", blockerJson.toJson(blockers))
                .put("largest_quantity", largest.map(Quantity::toString).orElse("0"))
                .put("quota_url", blockerJson.quotaUrl())
                .build();
        return new Problem(
                isLimit ? ProblemType.SPENDING_LIMIT_REACHED : ProblemType.INSUFFICIENT_CREDITS,
                waitSeconds.isPresent() ? ONLY_HELD_DETAIL : isLimit ? LIMIT_DETAIL : CREDITS_DETAIL,
                members,
                waitSeconds);
    }

    // Waiting helps if only holds are in the way: until the first of them expires at the latest.
    private static Optional<Integer> retryAfterSeconds(Account account, Eur cost) {
        var withoutHolds = account.withHolds(AccountHolds.NONE);
        if (!withoutHolds.canAfford(cost)) return Optional.empty();
        var first = account.holds().open().stream()
                .map(Hold::autoReleaseAt)
                .filter(end -> end.isAfter(account.clockTime()))
                .min(Instant::compareTo);
        long seconds = first.map(
                        end -> Duration.between(account.clockTime(), end).toSeconds())
                .orElse(0L);
        return Optional.of(Math.clamp(seconds, 1, MAX_WAIT_SECONDS));
    }

    public static Problem tooManyHolds(int openHolds) {
        return new Problem(
                ProblemType.TOO_MANY_AUTHORIZATIONS,
                """
                The organisation has reached the maximum number of open authorizations. Nothing was debited \
                or held. Capture or release some, then try again with a new Idempotency-Key.""",
                Json.object()
                        .put("open", openHolds)
                        .put("maximum", AccountHolds.MAX_OPEN)
                        .build(),
                Optional.empty());
    }

    /// The use costs more than one line may.
    public static Problem overpriced() {
        return Problem.invalidAmount("/quantity", "costs more than one line may cost; split the work");
    }

    /// The hold is closed.
    public static Problem holdClosed(HoldOutcome outcome) {
        boolean expired = outcome == HoldOutcome.EXPIRED;
        return new Problem(
                expired ? ProblemType.AUTHORIZATION_EXPIRED : ProblemType.AUTHORIZATION_SETTLED,
                expired ? """
                        This authorization expired before it was settled, and the credits it held are \
                        available again. Nothing was changed. Send the usage in a usage report; it is debited \
                        as far as the balance and the monthly limit allow.""" : """
                        This authorization has already been settled under another Idempotency-Key. Nothing \
                        was changed. Send any further usage in a usage report.""",
                Json.object().put("authorization_status", outcome.apiName()).build(),
                Optional.empty());
    }

    /// More calls were refused within a second than are recorded: this call is undecided, and may yet be refused for
    /// lack of credits.
    public static Problem tooManyRefusals() {
        return new Problem(ProblemType.RATE_LIMITED, """
                Too many of this organisation's authorizations were refused within one second, so this \
                request was not decided. Nothing was debited or held. Send the same request again in a \
                moment; it may then be refused for lack of credits.""", Json.object().build(), Optional.of(1));
    }
}

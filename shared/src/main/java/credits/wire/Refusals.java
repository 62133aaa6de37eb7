package credits.wire;

import credits.account.Account;
import credits.account.Blocker;
import credits.account.Blocker.SpendingLimitReached;
import credits.account.Bounds;
import credits.account.ClosedHold.Ending;
import credits.account.Hold;
import credits.account.Holds;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.PricedLine;
import credits.wire.Problem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The problems of authorizing a use and of settling an authorization.
public final class Refusals {
    private static final int LONGEST_WAIT_SECONDS = 60;
    private static final String LIMIT = """
            The organisation's monthly limit leaves too little for this. Nothing was debited or held. Ask an \
            owner to raise the limit; buying credits does not raise it. Then try again with a new \
            Idempotency-Key.""";
    private static final String CREDITS = """
            The organisation does not have enough credits for this. Nothing was debited or held. Buy credits \
            and try again with a new Idempotency-Key.""";
    private static final String ONLY_HELD = """
            Holds for other work leave too little for this at the moment. Nothing was debited or held. Try \
            again a little later with a new Idempotency-Key.""";

    private final Obstacles obstacles;

    public Refusals(Obstacles obstacles) {
        this.obstacles = obstacles;
    }

    /// `line` does not fit what `account` has left.
    public Problem money(Account account, PricedLine line) {
        var bounds = new Bounds(account);
        return money(bounds.blockers(line.cost()), bounds.largestQuantity(line.rate()), wait(account, line.cost()));
    }

    /// A use does not fit.
    ///
    /// @param blockers at least one; the first names the refusal
    /// @param largest the largest quantity that fits
    /// @param waitSeconds present if only holds for other work are in the way
    public Problem money(List<Blocker> blockers, Optional<Quantity> largest, Optional<Integer> waitSeconds) {
        boolean limit = blockers.getFirst() instanceof SpendingLimitReached;
        var members = Json.object()
                .put("blockers", obstacles.json(blockers))
                .put("largest_quantity", largest.map(Quantity::toString).orElse("0"))
                .put("quota_url", obstacles.quotaUrl())
                .end();
        return new Problem(
                limit ? Kind.SPENDING_LIMIT_REACHED : Kind.INSUFFICIENT_CREDITS,
                waitSeconds.isPresent() ? ONLY_HELD : limit ? LIMIT : CREDITS,
                members,
                waitSeconds);
    }

    // Waiting helps if holds are all that is in the way: at the latest, until the first of them has expired.
    private static Optional<Integer> wait(Account account, Eur cost) {
        var withoutHolds = account.withHolds(Holds.NONE);
        if (!withoutHolds.bears(cost)) return Optional.empty();
        var first = account.holds().open().stream().map(Hold::freeAt).min(Instant::compareTo);
        long seconds = first.map(end -> Duration.between(account.clock(), end).toSeconds())
                .orElse(0L);
        return Optional.of(Math.clamp(seconds, 1, LONGEST_WAIT_SECONDS));
    }

    public static Problem tooManyHolds(int open) {
        return new Problem(
                Kind.TOO_MANY_AUTHORIZATIONS,
                """
                The organisation has as many open authorizations as allowed. Nothing was debited or held. \
                Capture or release some, then try again with a new Idempotency-Key.""",
                Json.object().put("open", open).put("maximum", Holds.MOST_OPEN).end(),
                Optional.empty());
    }

    /// The hold is closed.
    public static Problem ended(Ending how) {
        boolean expired = how == Ending.EXPIRED;
        return new Problem(
                expired ? Kind.AUTHORIZATION_EXPIRED : Kind.AUTHORIZATION_SETTLED,
                expired ? """
                        This authorization was not settled in time, and what it held is available again. \
                        Nothing was changed. Report the use in a usage report; it is debited if it fits.""" : """
                        This authorization has already been settled under another Idempotency-Key. Nothing \
                        was changed. Report further use in a usage report.""",
                Json.object().put("authorization_status", how.word()).end(),
                Optional.empty());
    }

    /// More calls were refused within a second than are recorded: this call is undecided, and may yet be refused for
    /// lack of credits.
    public static Problem tooMany() {
        return new Problem(Kind.RATE_LIMITED, """
                So many authorizations of this organisation were refused within a second that this request \
                was not decided. Nothing was debited or held. Send the same request again a little later; it \
                may then be refused for lack of credits.""", Json.object().end(), Optional.of(1));
    }
}

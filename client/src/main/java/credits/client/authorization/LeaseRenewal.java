package credits.client.authorization;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.internal.Backoff;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// The holds of a lease, one after the other. Any thread takes from the current one; one thread at a time,
/// which [Lease] provides, places the next before the current one is used up or over.
final class LeaseRenewal {
    /// The time between the last decision from a hold and its expiry, for its use to be reported.
    static final Duration HOLD_MARGIN = Duration.ofSeconds(30);

    /// A hold takes at most this part of what is available to the organisation.
    static final int SHARE_DIVISOR = 4;

    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(4);
    private static final Duration MIN_WAIT = Duration.ofMillis(1);

    /// A request whose outcome is not known yet. The span began before it was first sent.
    private record PlannedHold(AuthorizationRequest request, LeaseClocks.Span span, Instant plannedAt) {}

    /// @param at when the service placed the hold, by its clock
    private record OpenHold(Authorization authorization, Instant at, LeaseSlice slice) {}

    private final CreditsClient credits;
    private final Organisation organisation;
    private final LeaseRequest request;
    private final LeaseSettlements settlements;
    private final LeaseClocks clocks;
    private final LeaseSize size;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean isHoldWanted = new AtomicBoolean(true);
    private volatile LeaseSlice current;
    private volatile boolean isClosed;
    private Optional<PlannedHold> planned = Optional.empty();
    private Optional<OpenHold> open = Optional.empty();
    private long retryNanos;

    LeaseRenewal(
            CreditsClient credits,
            Organisation organisation,
            LeaseRequest request,
            LeaseSettlements settlements,
            LeaseClocks clocks,
            RandomGenerator random) {
        this.credits = credits;
        this.organisation = organisation;
        this.request = request;
        this.settlements = settlements;
        this.clocks = clocks;
        this.size = new LeaseSize(request.maxQuantity().micros(), request.period());
        this.backoff = new Backoff(random, Duration.ofMillis(100), request.period());
        this.current = LeaseSlice.closed(clocks);
        this.retryNanos = clocks.nanos();
    }

    /// Takes a quantity from the current hold, or nothing.
    ///
    /// @param wake is run when the next hold is wanted
    boolean tryUse(long micros, Runnable wake) {
        var slice = current;
        boolean isTaken = slice.tryTake(micros);
        if (!isTaken && slice != current) {
            slice = current;
            isTaken = slice.tryTake(micros);
        }
        boolean isWanted = !isTaken || slice.isLow();
        if (isWanted && !isHoldWanted.get() && isHoldWanted.compareAndSet(false, true)) wake.run();
        return isTaken;
    }

    boolean isClosed() {
        return isClosed;
    }

    /// Does what is due. Returns the time until more is, unless a hold is wanted earlier.
    Duration runDue() {
        lock.lock();
        try {
            if (isClosed) return Duration.ZERO;
            if (isRenewalDue()) renew();
            if (open.isPresent() && open.get().slice().span().isOver()) {
                adaptSize();
                endOpenHold();
            }
            settlements.settle();
            return timeUntilDue();
        } finally {
            lock.unlock();
        }
    }

    private boolean isRenewalDue() {
        if (clocks.nanos() - retryNanos < 0) return false;
        return planned.isPresent()
                || isHoldWanted.get()
                || open.filter(this::isDueInDemand).isPresent();
    }

    private boolean isDueInDemand(OpenHold hold) {
        return hold.slice().isInDemand() && hold.slice().span().elapsedNanos() >= renewalAgeNanos();
    }

    // The last quarter of a period is for the calls that renew.
    private long renewalAgeNanos() {
        return request.period().toNanos() / 4 * 3;
    }

    private void renew() {
        boolean isRenewed = tryHold();
        if (isRenewed) backoff.reset();
        // A small hold, because little is available, must not lead to many calls.
        boolean isSmall = isRenewed && current.grantedMicros() < size.nextMicros();
        var pause = isSmall ? request.period().dividedBy(4) : isRenewed ? Duration.ZERO : backoff.nextDelay();
        retryNanos = clocks.nanos() + pause.toNanos();
    }

    private boolean tryHold() {
        try {
            if (planned.isEmpty()) planned = plan();
            if (planned.isEmpty()) return false;
            var authorization = credits.authorize(organisation, planned.get().request());
            var answered = planned.get();
            planned = Optional.empty();
            return tryOpen(answered, authorization);
        } catch (OutcomeUnknownException unknown) {
            // It may be held: the plan stays, and the next attempt repeats the request with the same key.
            return false;
        } catch (AuthorizationException refused) {
            planned = Optional.empty();
            return false;
        }
    }

    // The quota is only read, so that a lease leaves no refusals in the organisation's account.
    private Optional<PlannedHold> plan() {
        adaptSize();
        long wantedMicros = size.nextMicros();
        var quota = credits.checkQuota(organisation, request.operation(), new UsageQuantity(wantedMicros));
        long fittingMicros = quota.largestQuantity()
                .orElse(BigDecimal.ZERO)
                .movePointRight(6)
                .longValue();
        long micros = Math.min(wantedMicros, fittingMicros / SHARE_DIVISOR);
        if (micros <= 0) return Optional.empty();
        var authorizationRequest = new AuthorizationRequest(
                request.operation(),
                new UsageQuantity(micros),
                request.period().plus(HOLD_MARGIN),
                request.member(),
                request.reference(),
                Optional.of(credits.newIdempotencyKey()));
        return Optional.of(new PlannedHold(authorizationRequest, clocks.spanOf(request.period()), clocks.instant()));
    }

    private void adaptSize() {
        long refusedMicros = current.largestRefusedMicros();
        if (open.isEmpty()) size.raiseFor(refusedMicros);
        else size.adaptTo(current.takenMicros(), refusedMicros, current.span().elapsedNanos());
    }

    private boolean tryOpen(PlannedHold plan, Authorization authorization) {
        var status = authorization.status();
        var at = status.expiresAt().map(end -> end.minus(plan.request().expiresIn()));
        boolean isUsable = at.isPresent() && isClockNear(at.get(), plan) && isWithinShare(status);
        if (!isUsable || plan.span().isOver()) {
            authorization.close();
            return false;
        }
        var slice = new LeaseSlice(plan.span(), plan.request().usageQuantity().micros());
        current = slice;
        endOpenHold();
        open = Optional.of(new OpenHold(authorization, at.get(), slice));
        isHoldWanted.set(false);
        return true;
    }

    // A report from a process whose clock is minutes off would be rejected.
    private boolean isClockNear(Instant at, PlannedHold plan) {
        return !at.isAfter(clocks.instant().plus(MAX_CLOCK_SKEW))
                && !at.isBefore(plan.plannedAt().minus(MAX_CLOCK_SKEW));
    }

    // Others may have been granted holds since the quota was read.
    private static boolean isWithinShare(AuthorizationStatus status) {
        if (status.held().isEmpty() || status.available().isEmpty()) return false;
        var held = status.held().get();
        var spendable = status.available()
                .get()
                .min(status.remaining().orElse(status.available().get()));
        return held.multiply(BigDecimal.valueOf(SHARE_DIVISOR)).compareTo(spendable.add(held)) <= 0;
    }

    private void endOpenHold() {
        if (open.isEmpty()) return;
        var hold = open.get();
        open = Optional.empty();
        settlements.add(hold.authorization(), hold.slice().close(), hold.at());
    }

    private Duration timeUntilDue() {
        long now = clocks.nanos();
        long retry = Math.max(0, retryNanos - now);
        long due = settlements.isEmpty() ? Long.MAX_VALUE : LeaseSettlements.RETRY_DELAY.toNanos();
        if (planned.isPresent() || isHoldWanted.get()) due = Math.min(due, retry);
        if (open.isPresent()) due = Math.min(due, timeUntilDue(open.get().slice(), retry));
        return Duration.ofNanos(Math.max(MIN_WAIT.toNanos(), due));
    }

    private long timeUntilDue(LeaseSlice slice, long retry) {
        long renewal = renewalAgeNanos() - slice.span().elapsedNanos();
        long end = request.period().toNanos() - slice.span().elapsedNanos();
        if (renewal > 0) return renewal;
        return slice.isInDemand() ? Math.min(retry, end) : end;
    }

    /// Refuses all further decisions, reports what was used, and releases the rest.
    void close() {
        lock.lock();
        try {
            if (isClosed) return;
            isClosed = true;
            endOpenHold();
            settlements.close();
            if (planned.isPresent()) {
                credits.authorize(organisation, planned.get().request()).close();
            }
        } catch (AuthorizationException unknown) {
            // A hold that nobody knows about expires by itself.
        } finally {
            lock.unlock();
        }
    }
}

package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;

import credits.account.AccountHolds;
import credits.account.ClosedHold;
import credits.account.ClosedHold.HoldOutcome;
import credits.identity.AuthorizationId;
import credits.usage.PricedLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The holds, as a bookkeeper's list: those that no entry has closed yet, and how every other one ended.
final class ReferenceHolds {
    private static final Duration GRACE = Duration.ofMinutes(6);
    private static final int MAX_OPEN = 128;
    private static final int MAX_CLOSED_IN_STATE = 32;
    private static final int MAX_EXPIRIES_PER_COMMIT = 8;

    private final Map<String, OpenHold> openHolds = new LinkedHashMap<>();
    private final Set<String> expired = new HashSet<>();
    private final Map<String, Ending> endings = new HashMap<>();
    private final List<String> closingOrder = new ArrayList<>();
    private long segment;
    private int expiriesInCommit;

    /// An open hold.
    ///
    /// @param key the idempotency key of its authorization
    /// @param line the authorized use
    /// @param remaining the amount that is still held
    record OpenHold(
            Object key,
            PricedLine line,
            BigDecimal unitPrice,
            BigDecimal unitQuantity,
            BigDecimal remaining,
            Instant expiresAt) {
        String operation() {
            return line.line().operation().value();
        }
    }

    /// How a hold ended, and in which segment.
    record Ending(HoldOutcome outcome, long segment) {}

    void beginCommit(long number) {
        segment = number;
        expiriesInCommit = 0;
    }

    void add(String id, OpenHold hold) {
        InvariantViolationException.check(openHolds.put(id, hold) == null, "held twice", id);
    }

    boolean isFull() {
        return openHolds.size() >= MAX_OPEN;
    }

    /// Returns the hold, if it can still be settled.
    Optional<OpenHold> find(String id) {
        return Optional.ofNullable(openHolds.get(id)).filter(_ -> !expired.contains(id));
    }

    BigDecimal held() {
        return openHolds.entrySet().stream()
                .filter(each -> !expired.contains(each.getKey()))
                .map(each -> each.getValue().remaining())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void draw(String id, BigDecimal amount) {
        var hold = requireNonNull(openHolds.get(id));
        openHolds.put(
                id,
                new OpenHold(
                        hold.key(),
                        hold.line(),
                        hold.unitPrice(),
                        hold.unitQuantity(),
                        hold.remaining().subtract(amount),
                        hold.expiresAt()));
    }

    /// Notes the end of a hold, or of a debit at once, which is never open.
    void close(String id, HoldOutcome outcome) {
        openHolds.remove(id);
        closingOrder.add(id);
        endings.putIfAbsent(id, new Ending(outcome, segment));
    }

    /// Lets the holds expire that are overdue at `clock`, except `exceptIds`: nothing can settle them any more.
    void lapse(Instant clock, Set<String> exceptIds) {
        openHolds.forEach((id, hold) -> {
            if (exceptIds.contains(id) || hold.expiresAt().plus(GRACE).isAfter(clock) || !expired.add(id)) return;
            endings.put(id, new Ending(HoldOutcome.EXPIRED, segment));
        });
    }

    /// Returns the expired holds that the commit must close, and closes them.
    List<OpenHold> closeExpired() {
        var closing = openHolds.keySet().stream()
                .filter(expired::contains)
                .limit(MAX_EXPIRIES_PER_COMMIT - expiriesInCommit)
                .toList();
        expiriesInCommit += closing.size();
        var holds =
                closing.stream().map(id -> requireNonNull(openHolds.get(id))).toList();
        closing.forEach(id -> close(id, HoldOutcome.EXPIRED));
        return holds;
    }

    /// Returns how the holds ended, by their ids.
    Map<String, Ending> endings() {
        return endings;
    }

    void assertEqualTo(AccountHolds found) {
        var ids = found.open().stream().map(hold -> hold.id().value()).toList();
        InvariantViolationException.check(
                ids.equals(List.copyOf(openHolds.keySet())), "open holds must be " + openHolds.keySet(), ids);
        var newest = closingOrder.subList(Math.max(0, closingOrder.size() - MAX_CLOSED_IN_STATE), closingOrder.size());
        var closed = newest.stream()
                .map(id -> new ClosedHold(
                        new AuthorizationId(id), requireNonNull(endings.get(id)).outcome()))
                .toList();
        InvariantViolationException.check(found.closed().equals(closed), "closed holds must be " + closed, found);
    }
}

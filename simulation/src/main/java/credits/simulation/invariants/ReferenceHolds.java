package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;

import credits.account.Hold;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The open holds, as a bookkeeper's list.
final class ReferenceHolds {
    private static final Duration GRACE = Duration.ofMinutes(6);

    private final Map<String, OpenHold> openHolds = new LinkedHashMap<>();

    /// An open hold.
    ///
    /// @param key the idempotency key of its authorization
    /// @param remaining the amount that is still held
    record OpenHold(
            Object key,
            String operation,
            BigDecimal unitPrice,
            BigDecimal unitQuantity,
            BigDecimal remaining,
            Instant expiresAt) {}

    void add(String id, OpenHold hold) {
        InvariantViolationException.check(openHolds.put(id, hold) == null, "held twice", id);
    }

    Optional<OpenHold> find(String id) {
        return Optional.ofNullable(openHolds.get(id));
    }

    BigDecimal held() {
        return openHolds.values().stream().map(OpenHold::remaining).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void draw(String id, BigDecimal amount) {
        var hold = requireNonNull(openHolds.get(id));
        openHolds.put(
                id,
                new OpenHold(
                        hold.key(),
                        hold.operation(),
                        hold.unitPrice(),
                        hold.unitQuantity(),
                        hold.remaining().subtract(amount),
                        hold.expiresAt()));
    }

    void close(Set<String> ids) {
        openHolds.keySet().removeAll(ids);
    }

    /// Closes the holds that have expired at `clock`, except `exceptIds`, and returns their keys.
    List<Object> expire(Instant clock, Set<String> exceptIds) {
        var expired = new ArrayList<String>();
        var keys = new ArrayList<>();
        openHolds.forEach((id, hold) -> {
            if (exceptIds.contains(id) || hold.expiresAt().plus(GRACE).isAfter(clock)) return;
            expired.add(id);
            keys.add(hold.key());
        });
        openHolds.keySet().removeAll(expired);
        return keys;
    }

    void assertEqualTo(List<Hold> found) {
        var ids = found.stream().map(hold -> hold.id().value()).toList();
        InvariantViolationException.check(
                ids.equals(List.copyOf(openHolds.keySet())), "open holds must be " + openHolds.keySet(), ids);
    }
}

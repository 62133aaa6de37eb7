package credits.simulation.laws;

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

    private final Map<String, Open> open = new LinkedHashMap<>();

    /// An open hold.
    ///
    /// @param key the idempotency key of its authorization
    /// @param left the amount that is still held
    record Open(Object key, String operation, BigDecimal unitPrice, BigDecimal unit, BigDecimal left, Instant until) {}

    void add(String id, Open hold) {
        Violation.unless(open.put(id, hold) == null, "held twice", id);
    }

    Optional<Open> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    BigDecimal held() {
        return open.values().stream().map(Open::left).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void draw(String id, BigDecimal amount) {
        var hold = requireNonNull(open.get(id));
        open.put(
                id,
                new Open(
                        hold.key(),
                        hold.operation(),
                        hold.unitPrice(),
                        hold.unit(),
                        hold.left().subtract(amount),
                        hold.until()));
    }

    void close(Set<String> ids) {
        open.keySet().removeAll(ids);
    }

    /// Closes the holds that have expired at `clock`, except `kept`, and returns their keys.
    List<Object> expire(Instant clock, Set<String> kept) {
        var over = new ArrayList<String>();
        var keys = new ArrayList<>();
        open.forEach((id, hold) -> {
            if (kept.contains(id) || hold.until().plus(GRACE).isAfter(clock)) return;
            over.add(id);
            keys.add(hold.key());
        });
        open.keySet().removeAll(over);
        return keys;
    }

    void compare(List<Hold> found) {
        var ids = found.stream().map(hold -> hold.id().value()).toList();
        Violation.unless(ids.equals(List.copyOf(open.keySet())), "open holds must be " + open.keySet(), ids);
    }
}

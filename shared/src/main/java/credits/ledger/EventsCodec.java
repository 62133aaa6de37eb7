package credits.ledger;

import credits.account.Event;
import credits.account.Event.Adjusted;
import credits.account.Event.AlertCrossed;
import credits.account.Event.AuthorizationExpired;
import credits.account.Event.BalanceExhausted;
import credits.account.Event.LimitReached;
import credits.account.Event.LimitsChanged;
import credits.account.Event.Refunded;
import credits.account.Event.ToppedUp;
import credits.account.Event.UsageUncovered;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packs a segment's events. They are the outbox, which the publisher reads.
final class EventsCodec {
    private static final int ALERT_CROSSED = 1;
    private static final int LIMIT_REACHED = 2;
    private static final int BALANCE_EXHAUSTED = 3;
    private static final int USAGE_UNCOVERED = 4;
    private static final int LIMITS_CHANGED = 5;
    private static final int ADJUSTED = 6;
    private static final int AUTHORIZATION_EXPIRED = 7;
    private static final int TOPPED_UP = 8;
    private static final int REFUNDED = 9;
    private static final int LAST = REFUNDED;

    private EventsCodec() {}

    static byte[] pack(List<Event> events) {
        var out = new Packer();
        for (var event : events) pack(event, out);
        return out.bytes();
    }

    private static void pack(Event event, Packer out) {
        switch (event) {
            case AlertCrossed(var threshold, var used) -> amounts(ALERT_CROSSED, threshold, used, out);
            case LimitReached(var limit, var used) -> amounts(LIMIT_REACHED, limit, used, out);
            case BalanceExhausted(var balance) -> {
                out.number(BALANCE_EXHAUSTED);
                out.eur(balance);
            }
            case UsageUncovered(var report, var lines, var cost) -> {
                out.number(USAGE_UNCOVERED);
                id(report, out);
                out.number(lines);
                out.eur(cost);
            }
            case LimitsChanged changed -> pack(changed, out);
            case Adjusted(var key, var amount, var by, var reason) -> {
                out.number(ADJUSTED);
                id(key, out);
                out.eur(amount);
                out.text(by.value());
                out.text(reason);
            }
            case AuthorizationExpired(var hold, var operation, var held, var at) -> {
                out.number(AUTHORIZATION_EXPIRED);
                out.text(hold.value());
                out.text(operation.value());
                out.eur(held);
                out.time(at);
            }
            case ToppedUp(var payment, var amount) -> ofPayment(TOPPED_UP, payment, amount, out);
            case Refunded(var payment, var amount) -> ofPayment(REFUNDED, payment, amount, out);
        }
    }

    private static void amounts(int tag, Eur one, Eur other, Packer out) {
        out.number(tag);
        out.eur(one);
        out.eur(other);
    }

    private static void ofPayment(int tag, UniqueId payment, Eur amount, Packer out) {
        out.number(tag);
        id(payment, out);
        out.eur(amount);
    }

    private static void pack(LimitsChanged changed, Packer out) {
        out.number(LIMITS_CHANGED);
        out.text(changed.by().value());
        optional(changed.alertBefore(), out);
        optional(changed.limitBefore(), out);
        optional(changed.alertAfter(), out);
        optional(changed.limitAfter(), out);
    }

    private static void id(UniqueId id, Packer out) {
        out.fixed(id.high());
        out.fixed(id.low());
    }

    private static void optional(Optional<Eur> amount, Packer out) {
        out.flag(amount.isPresent());
        amount.ifPresent(out::eur);
    }

    static List<Event> unpack(byte[] bytes) {
        var in = new Unpacker(bytes);
        var events = new ArrayList<Event>();
        while (!in.isAtEnd()) events.add(event(in));
        return events;
    }

    private static Event event(Unpacker in) {
        int tag = in.count(LAST);
        return switch (tag) {
            case ALERT_CROSSED -> new AlertCrossed(in.eur(), in.eur());
            case LIMIT_REACHED -> new LimitReached(in.eur(), in.eur());
            case BALANCE_EXHAUSTED -> new BalanceExhausted(in.eur());
            case USAGE_UNCOVERED -> new UsageUncovered(id(in), in.count(Integer.MAX_VALUE), in.eur());
            case LIMITS_CHANGED ->
                new LimitsChanged(new MemberId(in.text()), optional(in), optional(in), optional(in), optional(in));
            case ADJUSTED -> new Adjusted(id(in), in.eur(), new MemberId(in.text()), in.text());
            case AUTHORIZATION_EXPIRED ->
                new AuthorizationExpired(new AuthorizationId(in.text()), new Operation(in.text()), in.eur(), in.time());
            case TOPPED_UP -> new ToppedUp(id(in), in.eur());
            case REFUNDED -> new Refunded(id(in), in.eur());
            default -> throw new IllegalStateException("no such event: " + tag);
        };
    }

    private static UniqueId id(Unpacker in) {
        return new UniqueId(in.fixed(), in.fixed());
    }

    private static Optional<Eur> optional(Unpacker in) {
        return in.flag() ? Optional.of(in.eur()) : Optional.empty();
    }
}

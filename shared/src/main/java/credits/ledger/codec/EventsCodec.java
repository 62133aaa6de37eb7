package credits.ledger.codec;

import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitReached;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.DomainEvent.UsageUncovered;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Packs a segment's events. They are the outbox, which the publisher reads.
public final class EventsCodec {
    private static final int ALERT_CROSSED = 1;
    private static final int LIMIT_REACHED = 2;
    private static final int BALANCE_EXHAUSTED = 3;
    private static final int USAGE_UNCOVERED = 4;
    private static final int LIMITS_CHANGED = 5;
    private static final int ADJUSTED = 6;
    private static final int AUTHORIZATION_EXPIRED = 7;
    private static final int TOPPED_UP = 8;
    private static final int CLAWED_BACK = 9;
    private static final int LIMIT_FORECAST = 10;
    private static final int MAX_TAG = LIMIT_FORECAST;

    private EventsCodec() {}

    public static byte[] pack(List<DomainEvent> events) {
        var out = new BinaryWriter();
        for (var event : events) writeEvent(event, out);
        return out.toByteArray();
    }

    private static void writeEvent(DomainEvent event, BinaryWriter out) {
        switch (event) {
            case AlertCrossed(var threshold, var used) -> writeAmounts(ALERT_CROSSED, threshold, used, out);
            case LimitReached(var limit, var used) -> writeAmounts(LIMIT_REACHED, limit, used, out);
            case LimitForecast(var limit, var used, var reachedOn) -> {
                writeAmounts(LIMIT_FORECAST, limit, used, out);
                out.writeSignedVarint(reachedOn.toEpochDay());
            }
            case BalanceExhausted(var balance) -> {
                out.writeVarint(BALANCE_EXHAUSTED);
                out.writeEur(balance);
            }
            case UsageUncovered(var report, var lines, var cost) -> {
                out.writeVarint(USAGE_UNCOVERED);
                writeId(report, out);
                out.writeVarint(lines);
                out.writeEur(cost);
            }
            case LimitsChanged changed -> {
                out.writeVarint(LIMITS_CHANGED);
                LimitsCodec.packChange(changed, out);
            }
            case Adjusted(var key, var amount, var by, var reason) -> {
                out.writeVarint(ADJUSTED);
                writeId(key, out);
                out.writeEur(amount);
                out.writeString(by.value());
                out.writeString(reason);
            }
            case AuthorizationExpired(var hold, var operation, var held, var at) -> {
                out.writeVarint(AUTHORIZATION_EXPIRED);
                out.writeString(hold.value());
                out.writeString(operation.value());
                out.writeEur(held);
                out.writeInstant(at);
            }
            case ToppedUp(var payment, var amount) -> writePaymentEvent(TOPPED_UP, payment, amount, out);
            case ClawedBack(var payment, var amount) -> writePaymentEvent(CLAWED_BACK, payment, amount, out);
        }
    }

    private static void writeAmounts(int tag, Eur one, Eur other, BinaryWriter out) {
        out.writeVarint(tag);
        out.writeEur(one);
        out.writeEur(other);
    }

    private static void writePaymentEvent(int tag, UniqueId payment, Eur amount, BinaryWriter out) {
        out.writeVarint(tag);
        writeId(payment, out);
        out.writeEur(amount);
    }

    private static void writeId(UniqueId id, BinaryWriter out) {
        out.writeFixed64(id.high());
        out.writeFixed64(id.low());
    }

    public static List<DomainEvent> unpack(byte[] bytes) {
        var in = new BinaryReader(bytes);
        var events = new ArrayList<DomainEvent>();
        while (!in.isAtEnd()) events.add(readEvent(in));
        return events;
    }

    private static DomainEvent readEvent(BinaryReader in) {
        int tag = in.readCount(MAX_TAG);
        return switch (tag) {
            case ALERT_CROSSED -> new AlertCrossed(in.readEur(), in.readEur());
            case LIMIT_REACHED -> new LimitReached(in.readEur(), in.readEur());
            case BALANCE_EXHAUSTED -> new BalanceExhausted(in.readEur());
            case USAGE_UNCOVERED -> new UsageUncovered(readId(in), in.readCount(Integer.MAX_VALUE), in.readEur());
            case LIMITS_CHANGED -> LimitsCodec.unpackChange(in);
            case ADJUSTED -> new Adjusted(readId(in), in.readEur(), new MemberId(in.readString()), in.readString());
            case AUTHORIZATION_EXPIRED ->
                new AuthorizationExpired(
                        new AuthorizationId(in.readString()),
                        new Operation(in.readString()),
                        in.readEur(),
                        in.readInstant());
            case TOPPED_UP -> new ToppedUp(readId(in), in.readEur());
            case CLAWED_BACK -> new ClawedBack(readId(in), in.readEur());
            case LIMIT_FORECAST ->
                new LimitForecast(in.readEur(), in.readEur(), LocalDate.ofEpochDay(in.readSignedVarint()));
            default -> throw new IllegalStateException("unknown event tag: " + tag);
        };
    }

    private static UniqueId readId(BinaryReader in) {
        return new UniqueId(in.readFixed64(), in.readFixed64());
    }
}

package credits.ledger.codec;

import credits.account.DomainEvent.LimitsChanged;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.identity.MemberId;
import credits.money.Eur;
import java.util.Optional;

/// Packs an account's limits, and their changes. Without an early alert threshold, the bytes are those of older code;
/// with one, older code refuses to read them, so that it cannot lose it.
final class LimitsCodec {
    private static final int NO_ALERT = 0;
    private static final int ALERT = 1;
    private static final int ALERT_AND_EARLY_ALERT = 2;

    private LimitsCodec() {}

    private record Alerts(Optional<Eur> early, Optional<Eur> threshold) {}

    static void pack(SpendingLimits limits, BinaryWriter out) {
        out.writeVarint(limits.version());
        if (limits.lastChange().isEmpty()) return;
        writeAlerts(limits.earlyAlertThreshold(), limits.alertThreshold(), out);
        writeOptional(limits.allowedLimit(), out);
        out.writeInstant(limits.lastChange().get().changedAt());
        out.writeString(limits.lastChange().get().changedBy().value());
    }

    static SpendingLimits unpack(BinaryReader in) {
        long version = in.readVarint();
        if (version == 0) return SpendingLimits.NONE;
        var alerts = readAlerts(in);
        var limit = readOptional(in);
        var change = new LastChange(in.readInstant(), new MemberId(in.readString()));
        return new SpendingLimits(alerts.early(), alerts.threshold(), limit, version, Optional.of(change));
    }

    static void packChange(LimitsChanged changed, BinaryWriter out) {
        out.writeString(changed.changedBy().value());
        writeAlerts(changed.oldEarlyAlertThreshold(), changed.oldAlertThreshold(), out);
        writeOptional(changed.oldAllowedLimit(), out);
        writeAlerts(changed.newEarlyAlertThreshold(), changed.newAlertThreshold(), out);
        writeOptional(changed.newAllowedLimit(), out);
    }

    static LimitsChanged unpackChange(BinaryReader in) {
        var changedBy = new MemberId(in.readString());
        var oldAlerts = readAlerts(in);
        var oldLimit = readOptional(in);
        var newAlerts = readAlerts(in);
        var newLimit = readOptional(in);
        return new LimitsChanged(
                changedBy,
                oldAlerts.early(),
                oldAlerts.threshold(),
                oldLimit,
                newAlerts.early(),
                newAlerts.threshold(),
                newLimit);
    }

    private static void writeAlerts(Optional<Eur> early, Optional<Eur> threshold, BinaryWriter out) {
        out.writeVarint(early.isPresent() ? ALERT_AND_EARLY_ALERT : threshold.isPresent() ? ALERT : NO_ALERT);
        threshold.ifPresent(out::writeEur);
        early.ifPresent(out::writeEur);
    }

    private static Alerts readAlerts(BinaryReader in) {
        int count = in.readCount(ALERT_AND_EARLY_ALERT);
        var threshold = count >= ALERT ? Optional.of(in.readEur()) : Optional.<Eur>empty();
        var early = count == ALERT_AND_EARLY_ALERT ? Optional.of(in.readEur()) : Optional.<Eur>empty();
        return new Alerts(early, threshold);
    }

    private static void writeOptional(Optional<Eur> amount, BinaryWriter out) {
        out.writeBoolean(amount.isPresent());
        amount.ifPresent(out::writeEur);
    }

    private static Optional<Eur> readOptional(BinaryReader in) {
        return in.readBoolean() ? Optional.of(in.readEur()) : Optional.empty();
    }
}

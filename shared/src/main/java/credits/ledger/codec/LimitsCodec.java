package credits.ledger.codec;

import credits.account.AlertValue;
import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.SpendingLimits;
import credits.account.SpendingLimits.LastChange;
import credits.account.UsageAlerts;
import credits.identity.MemberId;
import credits.money.Eur;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packs an account's limits, and their changes. With one or two alerts at fixed amounts, the bytes are those of older
/// code, which refuses to read any others, so that it cannot lose them.
final class LimitsCodec {
    // The forms of the alerts: the number of fixed amounts, the highest first; or a list of up to five values.
    private static final int TWO_AMOUNTS = 2;
    private static final int LIST = 3;

    private LimitsCodec() {}

    static void pack(SpendingLimits limits, BinaryWriter out) {
        out.writeVarint(limits.version());
        if (limits.lastChange().isEmpty()) return;
        writeAlerts(limits.alerts(), out);
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
        return new SpendingLimits(alerts, limit, version, Optional.of(change));
    }

    static void packChange(LimitsChanged changed, BinaryWriter out) {
        out.writeString(changed.changedBy().value());
        writeAlerts(changed.oldAlerts(), out);
        writeOptional(changed.oldAllowedLimit(), out);
        writeAlerts(changed.newAlerts(), out);
        writeOptional(changed.newAllowedLimit(), out);
    }

    static LimitsChanged unpackChange(BinaryReader in) {
        var changedBy = new MemberId(in.readString());
        var oldAlerts = readAlerts(in);
        var oldLimit = readOptional(in);
        return new LimitsChanged(changedBy, oldAlerts, oldLimit, readAlerts(in), readOptional(in));
    }

    private static void writeAlerts(UsageAlerts alerts, BinaryWriter out) {
        var values = alerts.values();
        boolean isOfOlderForm = values.size() <= TWO_AMOUNTS
                && !alerts.isForecastIncluded()
                && values.stream().allMatch(FixedAmount.class::isInstance);
        out.writeVarint(isOfOlderForm ? values.size() : LIST);
        if (!isOfOlderForm) {
            out.writeBoolean(alerts.isForecastIncluded());
            out.writeVarint(values.size());
        }
        for (var value : values.reversed()) {
            switch (value) {
                case FixedAmount(var amount) -> {
                    if (!isOfOlderForm) out.writeVarint(0);
                    out.writeEur(amount);
                }
                case LimitShare(var percent) -> out.writeVarint(percent);
            }
        }
    }

    private static UsageAlerts readAlerts(BinaryReader in) {
        int form = in.readCount(LIST);
        boolean isForecastIncluded = form == LIST && in.readBoolean();
        int count = form == LIST ? in.readCount(UsageAlerts.MAX_VALUES) : form;
        var values = new ArrayList<AlertValue>();
        for (int left = count; left > 0; left--) {
            int percent = form == LIST ? in.readCount(100) : 0;
            values.add(percent == 0 ? new FixedAmount(in.readEur()) : new LimitShare(percent));
        }
        return new UsageAlerts(List.copyOf(values.reversed()), isForecastIncluded);
    }

    private static void writeOptional(Optional<Eur> amount, BinaryWriter out) {
        out.writeBoolean(amount.isPresent());
        amount.ifPresent(out::writeEur);
    }

    private static Optional<Eur> readOptional(BinaryReader in) {
        return in.readBoolean() ? Optional.of(in.readEur()) : Optional.empty();
    }
}
